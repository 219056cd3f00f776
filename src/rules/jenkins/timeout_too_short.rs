//! A limit of the build that a sound deployment can meet.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#options>
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "timeout-too-short",
    severity: Severity::Error,
    summary: "a build is aborted while its deployment may still succeed",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A rollout may take as long as the startup probes allow, and at least the ten minutes that Kubernetes gives it. A build that is aborted before says nothing of how the rollout ended.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]
timeout_minutes = 10

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
timeout_minutes = 30

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Raise `timeout_minutes`, or remove it: kura takes a limit that suffices. Startup probes that fail earlier shorten the deployment too.
"#;
