//! Outputs that stand in each other's way.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "output-collision",
    severity: Severity::Error,
    summary: "two outputs would be written to one place",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The paths are yours to choose, and two files cannot have one path, nor can a file be a folder. kura also writes nothing over `kura.toml`, `kura.lock` or its own `.kura-` files, nor into `.git`.

```toml fail
[outputs]
jenkinsfile = "kubernetes"

[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[outputs]
jenkinsfile = "ci/Jenkinsfile"

[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Change one of the paths in `[outputs]`, or `dockerfile` of an image.
"#;
