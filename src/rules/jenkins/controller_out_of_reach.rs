//! A public controller that nobody may reach.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>

use crate::diagnostic::Severity;
use crate::model::{HostSubnet, Model};
use crate::read::config::Tier;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "controller-out-of-reach",
    severity: Severity::Warning,
    summary: "the controller stands in a public subnet, and nobody may reach it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
In a public subnet the controller has a public address, but its security group admits nobody: either the networks that should reach it were forgotten, or it belongs into a private subnet.

```toml fail
[terraform.backend]
bucket = "acme-state"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.controller]
instance_type = "t3.medium"
subnet        = "public_a"

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

```toml pass
[terraform.backend]
bucket = "acme-state"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.controller]
instance_type = "t3.medium"
subnet        = "public_a"
allowed_cidrs = ["203.0.113.0/24"]

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

Name who may reach it in `allowed_cidrs`, or a private subnet, where people come by SSM Session Manager.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(controller) = model.jenkins_hosts.as_ref().and_then(|hosts| hosts.controller.as_ref()) else {
        return;
    };
    if let HostSubnet::Network { tier: Tier::Public, span, .. } = &controller.host.subnet
        && controller.allowed_cidrs.is_empty()
    {
        findings
            .at(*span, "nobody may reach the controller, though its subnet is public")
            .help("add `allowed_cidrs` with who may, or name a private subnet");
    }
}
