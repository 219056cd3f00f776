//! A Jenkins that everybody can reach.
//!
//! Source: <https://www.jenkins.io/doc/book/security/services/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "jenkins-open-to-the-world",
    severity: Severity::Error,
    summary: "everybody on the internet may reach Jenkins",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Jenkins deploys: whoever gets into it has the production. A new hole in one of its plugins is looked for on the whole internet within hours, and it speaks HTTP, so that passwords travel in clear.

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
allowed_cidrs = ["0.0.0.0/0"]

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

Name the networks of those who work with it, or none: SSM Session Manager forwards a port to whom IAM lets.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let controller = model.jenkins_hosts.as_ref().and_then(|hosts| hosts.controller.as_ref());
    let allowed = controller.iter().flat_map(|controller| &controller.allowed_cidrs);
    for cidr in allowed.filter(|cidr| cidr.value.is_internet()) {
        findings
            .at(cidr.span, "everybody on the internet may reach Jenkins")
            .help("name the networks of those who work with it, such as `203.0.113.0/24`");
    }
}
