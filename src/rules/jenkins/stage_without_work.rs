//! A stage that is asked for, and has nothing to do.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "stage-without-work",
    severity: Severity::Error,
    summary: "a stage has nothing to do",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
What was meant is missing: a scan of images without an image, a plan of Terraform without anything to make.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
image_scan = true

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
smoke_test = { url = "https://shop.example.com/" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove the stage, or declare what it works on.
"#;
