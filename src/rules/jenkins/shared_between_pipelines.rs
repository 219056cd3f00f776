//! A service that two pipelines deploy.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "shared-between-pipelines",
    severity: Severity::Error,
    summary: "two pipelines have one service or image",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Each would put its own digest over that of the other, which is older.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.pipelines]
a = { jenkinsfile = "a/Jenkinsfile", services = ["web"] }
b = { jenkinsfile = "b/Jenkinsfile", services = ["web"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[services.api]
image            = "ghcr.io/acme/api:2.0"
security_context = { run_as_user = 1000 }

[jenkins.pipelines]
a = { jenkinsfile = "a/Jenkinsfile", services = ["web"] }
b = { jenkinsfile = "b/Jenkinsfile", services = ["api"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Leave it to one of them.
"#;
