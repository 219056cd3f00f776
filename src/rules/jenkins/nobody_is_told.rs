//! A failed build that nobody hears of stays failed.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#post>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "nobody-is-told",
    severity: Severity::Warning,
    summary: "there is a pipeline and nobody hears of its builds",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A deployment that failed at night is found in the morning by the customers: of 26 pipelines we looked at, 21 told nobody.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]

[secrets.slack_webhook]
jenkins = "slack-webhook-url"

[notifications.slack]
webhook = "slack_webhook"
```

Add a table to `[notifications]`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if let (Some(jenkins), true) = (&model.jenkins, model.notifications.is_empty()) {
        findings
            .at(jenkins.span, "nobody hears of a failed build")
            .help("add `[notifications.slack]` with `webhook = \"<a name in [secrets]>\"`");
    }
}
