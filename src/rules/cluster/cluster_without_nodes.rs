//! Pods need nodes, those of the add-ons too.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "cluster-without-nodes",
    severity: Severity::Error,
    summary: "the cluster has no node group",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Without a node no pod runs: also CoreDNS waits for one, and the apply fails after twenty minutes because its add-on does not become healthy.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Add a node group.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    if !cluster.existing && cluster.node_groups.is_empty() {
        findings
            .at(cluster.span, "the cluster has no node group")
            .label("no pod would run, not even those of its add-ons")
            .help("add `[cluster.node_groups.workers]` with `instance_types = [\"t3.medium\"]`");
    }
}
