//! Some add-ons are needed.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "needed-addon-off",
    severity: Severity::Warning,
    summary: "an add-on is switched off, and something needs it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Nodes become ready only with a network, pods find each other by CoreDNS, claims get their volumes from the EBS CSI driver, roles come by the pod identity agent, and no Ingress has a load balancer without its controller.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]

[cluster.addons]
coredns = false
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]

[cluster.addons]
coredns = true
```

Remove the switch. Allow the rule where something of yours does the work, such as another CNI.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for addon in &model.missing_addons {
        let name = &addon.name;
        findings
            .at(name.span, format!("the add-on `{name}` is switched off"))
            .related(addon.needed_by, "this needs it")
            .help(format!(
                "remove it, and `{name}` is installed; allow the rule if something of yours does its work"
            ));
    }
}
