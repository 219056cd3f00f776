//! An agent that a person adds, beside those of the configuration.
//!
//! Source: <https://github.com/jenkinsci/configuration-as-code-plugin/pull/2844>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "agent-lost-at-restart",
    severity: Severity::Warning,
    summary: "an agent that a person adds is removed whenever Jenkins starts",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Jenkins takes its agents from its configuration as soon as that holds one, and removes those that a person added, unless they have the property "Keep node during Configuration as Code reload": builds then wait for a label that nobody has.

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

[jenkins.agents.mac]
label = "mac"

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

[jenkins.agents.mac]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }
agent_key     = { jenkins = "agent-key", kind = "ssh_key" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Give the agent that property in Jenkins and allow the rule, or let kura build it: with an `instance_type`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(hosts) = model.jenkins_hosts.as_ref().filter(|hosts| hosts.controller.is_some()) else { return };
    let is_built = |label: &str| hosts.agents.values().any(|agent| agent.label == label);
    let labels = model.jenkins.iter().flat_map(|jenkins| &jenkins.labels);
    for label in labels.filter(|label| !hosts.agents.is_empty() && !is_built(label)) {
        findings
            .at(label.span, format!("the agent `{label}` is lost whenever Jenkins starts"))
            .label("it exists already, so a person has to add it")
            .help("give it the property that keeps it, in Jenkins, and allow this rule; or add an `instance_type`");
    }
}
