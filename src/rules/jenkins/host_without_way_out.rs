//! A host that cannot install anything.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>

use crate::diagnostic::Severity;
use crate::model::{HostSubnet, Model};
use crate::read::config::Tier;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "host-without-way-out",
    severity: Severity::Error,
    summary: "a Jenkins host stands in a subnet without a way to the internet",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
When a host is built it downloads its packages, and later its images and dependencies; without a way out its script fails at the first of them, and Jenkins waits for a host that never comes.

```toml fail
[terraform.backend]
bucket = "acme-state"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
intra_a   = { tier = "intra", availability_zone = "eu-west-1a", cidr_block = "10.0.4.0/24" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.controller]
instance_type = "t3.medium"

[jenkins.agents.eks]
tools         = ["kubectl"]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"
subnet        = "intra_a"

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

[jenkins.agents.eks]
tools         = ["kubectl"]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"
subnet        = "private_a"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }
agent_key     = { jenkins = "agent-key", kind = "ssh_key" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Name a public subnet, or a private one that a NAT gateway serves.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(hosts), Some(network)) = (&model.jenkins_hosts, model.hosts_network()) else { return };
    for host in hosts.all() {
        let HostSubnet::Network { key, tier, span } = &host.subnet else { continue };
        let has_gateway =
            network.subnets.get(key).is_some_and(|subnet| !subnet.is_new() || subnet.nat_gateway.is_some());
        if *tier == Tier::Intra || *tier == Tier::Private && !has_gateway {
            findings
                .at(*span, format!("`{}` would stand in `{key}`, which has no way to the internet", host.key))
                .label("its packages could not be downloaded")
                .help("name a public subnet in `subnet`, or a private one with a NAT gateway");
        }
    }
}
