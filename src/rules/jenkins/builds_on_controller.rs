//! Builds beside the secrets of Jenkins.
//!
//! Source: <https://www.jenkins.io/doc/book/security/controller-isolation/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "builds-on-controller",
    severity: Severity::Warning,
    summary: "builds run on the controller",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A build on the controller can read everything that Jenkins has: its credentials, its configuration, the logs of other jobs. Without an agent there is nowhere else for it to run.

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

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

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

Declare an agent in `[jenkins.agents]`; one of the smallest instances will do for a start.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(controller) = model.jenkins_hosts.as_ref().and_then(|hosts| hosts.controller.as_ref()) else {
        return;
    };
    let alone = model.jenkins.as_ref().is_some_and(|jenkins| jenkins.labels.is_empty());
    if alone {
        findings
            .at(controller.host.span, "builds run on the controller, beside its secrets")
            .label("there is no agent")
            .help("declare one in `[jenkins.agents]`");
    }
}
