//! A host that runs Terraform and may do nothing.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html>

use crate::diagnostic::Severity;
use crate::model::{Hosts, Model, StageKind};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "terraform-without-permissions",
    severity: Severity::Warning,
    summary: "a host has Terraform, and no permissions for it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
kura gives a host the least that its stages need; of Terraform it cannot know that, for it makes whatever its files say. Beside the state it may read and write nothing, and the plan would fail with `AccessDenied` at the first resource.

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
tools         = ["kubectl", "terraform"]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"

[jenkins.stages]
terraform = true

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
tools         = ["kubectl", "terraform"]
instance_type = "t3.medium"
key_name      = "agents"
credentials   = "agent_key"
iam           = { policies = ["PowerUserAccess"] }

[jenkins.stages]
terraform = true

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }
agent_key     = { jenkins = "agent-key", kind = "ssh_key" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Say in `iam` what it may do, or give the pipeline `aws_credentials` of its own.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let own_credentials = model.jenkins.as_ref().is_some_and(|jenkins| jenkins.aws.is_some());
    for host in model.jenkins_hosts.iter().flat_map(Hosts::all) {
        let iam = &host.iam;
        let nothing = iam.policies.is_empty() && iam.statements.is_empty() && iam.role_arn.is_none();
        let plans = model.stages_on(host).any(|(_, stage)| match stage.kind {
            StageKind::Terraform(_) => !own_credentials,
            StageKind::Own(_) => true,
            _ => false,
        });
        let tool = host.tools.iter().find(|tool| tool.value == "terraform");
        if let Some(tool) = tool.filter(|_| nothing && plans) {
            findings
                .at(tool.span, format!("Terraform may do nothing on `{}`", host.key))
                .label("kura gives it the state alone")
                .help("say what it may do: `iam = { policies = [\"PowerUserAccess\"] }`, or statements");
        }
    }
}
