//! The name of a node group cannot be changed.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "renamed-node-group-without-name",
    severity: Severity::Warning,
    summary: "a node group has a new key, and with it a new name in AWS",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A node group is called as its key, unless it has a `name`. With a new name AWS makes a new group and removes the old one, whatever `renamed_from` says of the address in Terraform.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
renamed_from   = "nodes"
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
renamed_from   = "nodes"
name           = "nodes"
```

Keep the old name with `name`, or remove `renamed_from` where new nodes are meant.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for group in cluster.node_groups.values() {
        if let Some(old) = group.renamed_from.as_ref().filter(|_| group.name == group.key) {
            findings
                .at(old.span, format!("the node group `{old}` would be replaced by a new one"))
                .label(format!("its name in AWS becomes `{}`", group.name))
                .help(format!("add `name = \"{old}\"`"));
        }
    }
}
