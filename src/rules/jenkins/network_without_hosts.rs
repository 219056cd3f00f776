//! A network in which nothing stands.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "network-without-hosts",
    severity: Severity::Error,
    summary: "the hosts' own network has no host in it",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`[jenkins.network]` is the VPC of the Jenkins hosts that kura makes, those with an `instance_type`; hosts that exist already stand somewhere else.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.network]
cidr_block = "10.1.0.0/16"
```

```toml pass
[terraform.backend]
bucket = "acme-state"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.network]
cidr_block = "10.1.0.0/16"

[jenkins.controller]
instance_type = "t3.medium"

[jenkins.agents.eks]
tools         = ["kubectl"]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }
agent_key     = { jenkins = "agent-key", kind = "ssh_key" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Give a host an `instance_type`, or remove the network.
"#;
