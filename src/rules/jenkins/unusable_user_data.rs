//! A script that the host could not run.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unusable-user-data",
    severity: Severity::Error,
    summary: "the script in user_data cannot be run",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The script becomes a part of the host's user data, and is run as a program of its own: it needs a `#!` line. Quotes that are not ASCII came from a word processor, and mean nothing to a shell.

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
user_data     = "api/requirements.txt"

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

Begin it with `#!/usr/bin/env bash`, and write it in ASCII.
"#;
