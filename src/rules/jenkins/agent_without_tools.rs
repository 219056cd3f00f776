//! A stage that no agent can run.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#agent>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "agent-without-tools",
    severity: Severity::Error,
    summary: "no agent has the tools of a stage",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A stage runs on the first agent that has all its tools: building images needs `docker`, deploying `kubectl`, and `aws` too where the cluster is one of EKS or AWS must say which account a registry or a role is of (`project.account_id` says it without).

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[jenkins.agents.eks]
tools = ["aws"]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[jenkins.agents.eks]
tools = ["kubectl"]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Add the tools to `tools` of an agent that has them.
"#;
