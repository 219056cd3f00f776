//! Credentials of two sources, of which one wins.
//!
//! Source: <https://github.com/jenkinsci/configuration-as-code-plugin/tree/master/demos/credentials>

use crate::diagnostic::Severity;
use crate::model::{Model, Secret};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "credential-lost-at-restart",
    severity: Severity::Error,
    summary: "a credential that a person adds is removed whenever Jenkins starts",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Jenkins takes all of its credentials from its configuration as soon as that holds one, and forgets what a person added: builds fail after the next restart, and nobody has changed anything.

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

[jenkins.agents.eks]
tools         = ["kubectl"]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }
agent_key     = { jenkins = "agent-key", kind = "ssh_key", secrets_manager = "shop/agent-key" }

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
slack_webhook = { jenkins = "slack-webhook-url", ssm = "/shop/slack-webhook" }
agent_key     = { jenkins = "agent-key", kind = "ssh_key", secrets_manager = "shop/agent-key" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Say for all credentials of Jenkins where their values are (`secrets_manager` or `ssm`), or for none.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let built = model.jenkins_hosts.as_ref().is_some_and(|hosts| hosts.controller.is_some());
    let of_jenkins = || model.secrets.values().filter(|secret| secret.jenkins.is_some());
    let is_filled = |secret: &&Secret| secret.secrets_manager.is_some() || secret.ssm.is_some();
    let Some(filled) = of_jenkins().find(is_filled).filter(|_| built) else { return };
    for secret in of_jenkins().filter(|secret| !is_filled(secret)) {
        findings
            .at(
                secret.key.span,
                format!("the credential of `{}` is lost whenever Jenkins starts", secret.key),
            )
            .label("a person has to add it")
            .related(
                filled.key.span,
                "Jenkins takes all credentials from its configuration, for this one's sake",
            )
            .help("add `secrets_manager` or `ssm`, the place of its value");
    }
}
