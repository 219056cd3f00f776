//! An own stage beside one that does not run.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "stage-without-place",
    severity: Severity::Error,
    summary: "an own stage names a stage that does not run",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
An own stage runs where the stage runs that it names: beside one that is off, it would never run.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
e2e = { after = "push", sh = "make e2e" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
e2e = { after = "deploy", sh = "make e2e" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Name a stage that runs, or turn that one on. Of several pipelines, a stage of `[jenkins.stages]` runs in those where the other one does.
"#;
