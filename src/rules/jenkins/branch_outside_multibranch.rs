//! A branch in a job that knows none.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#when>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "branch-outside-multibranch",
    severity: Severity::Error,
    summary: "a stage asks for a branch in a job that has none",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`when { branch }` compares `BRANCH_NAME`, which only a multibranch job sets: in another job the stage is skipped in each build.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
deploy = { when_branch = "main" }

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
job = "multibranch"

[jenkins.stages]
deploy = { when_branch = "main" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Set `job = "multibranch"`, or remove `when_branch`.
"#;
