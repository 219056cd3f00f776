//! A host whose script EC2 would refuse.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "user-data-too-large",
    severity: Severity::Error,
    summary: "the script of a host is larger than EC2 takes",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A host's user data installs its tools; the controller's also holds its plugins, its agents, credentials and jobs; and `user_data` comes on top. EC2 takes 16 KiB of it, compressed.

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
user_data     = "ci/large.sh"

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

Let the script download what is large, and check its digest.
"#;
