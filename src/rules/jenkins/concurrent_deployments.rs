//! Deployments must follow each other.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#options>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "concurrent-deployments",
    severity: Severity::Warning,
    summary: "two builds of the pipeline may deploy at once",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The older of two builds that overlap may deploy last: then the older version runs, and both builds were green.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]
concurrent_builds = true

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]
concurrent_builds = false

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove `concurrent_builds`: a newer build then aborts the older one.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(jenkins) = &model.jenkins else { return };
    if jenkins.concurrent_builds.value && jenkins.pipelines.iter().any(|pipeline| pipeline.deploy().is_some())
    {
        findings
            .at(jenkins.concurrent_builds.span, "two builds may deploy at once")
            .label("the older one may come last")
            .help("remove the key: a newer build then aborts the older one");
    }
}
