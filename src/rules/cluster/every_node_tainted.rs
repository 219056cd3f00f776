//! A taint keeps away every pod that does not tolerate it.
//!
//! Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>

use crate::diagnostic::Severity;
use crate::model::{Model, NodeGroup};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "every-node-tainted",
    severity: Severity::Error,
    summary: "all node groups have taints that keep the add-ons away",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
CoreDNS and other add-ons tolerate no taints of yours. When every node has one they stay `Pending`, and the apply fails after twenty minutes because they do not become healthy.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
taints         = ["dedicated=web:NoSchedule"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
taints         = ["dedicated=web:PreferNoSchedule"]
```

Add a node group without such a taint, or let this one only prefer: `PreferNoSchedule`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let mut groups = cluster.node_groups.values();
    let keeps_away = |group: &NodeGroup| group.taints.iter().any(|taint| taint.effect != "PreferNoSchedule");
    let first = cluster.node_groups.values().min_by_key(|group| group.key.span);
    if let Some(group) = first.filter(|_| groups.all(keeps_away)) {
        findings
            .at(group.key.span, "no node takes the add-ons of the cluster")
            .label("it has a taint, as have all others")
            .help("add a node group without taints, or use the effect `PreferNoSchedule`");
    }
}
