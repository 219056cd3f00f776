//! A secret that every stage could read.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#environment>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "top-level-secret",
    severity: Severity::Error,
    summary: "a variable of all stages is a secret",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
What stands in `environment` of the whole pipeline is in the environment of each program of each stage, also of a test that a stranger sent with a pull request.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.environment]
TOKEN = { secret = "github" }

[secrets.github]
jenkins = "github"

[secrets.slack_webhook]
jenkins = "slack-webhook-url"

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages.release]
after       = "deploy"
sh          = "./release"
environment = { TOKEN = { secret = "github" } }

[secrets.github]
jenkins = "github"

[secrets.slack_webhook]
jenkins = "slack-webhook-url"

[notifications]
slack = { webhook = "slack_webhook" }
```

Move it to `environment` of the stage that needs it: there it is bound around the steps alone.
"#;
