//! A node takes as many pods as its network interfaces have addresses.
//!
//! Source: <https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/eni-max-pods.txt>

use crate::diagnostic::Severity;
use crate::model::{Model, NodeGroup};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "too-many-pods",
    severity: Severity::Error,
    summary: "the nodes have no room for all pods, not even when the groups are at their greatest",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
How many pods a node takes depends on its instance type, and each node runs those of the add-ons too. What does not fit stays `Pending`, and a rollout that waits for it never ends.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
replicas         = 90
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
replicas         = 4
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Raise `max_size` and `desired_size`, choose larger instance types, or have fewer replicas.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let Some(group) = cluster.node_groups.values().min_by_key(|group| group.key.span) else { return };
    let size = |group: &NodeGroup| u64::try_from(group.max_size.value).unwrap_or_default();
    let nodes: u64 = cluster.node_groups.values().map(size).sum();
    let room =
        cluster.node_groups.values().map(|group| Some(size(group) * group.max_pods()?)).sum::<Option<u64>>();
    let pods = model.room_taken();
    let wanted = pods.on(nodes);
    if let Some(room) = room.filter(|room| wanted > *room) {
        findings
            .at(group.max_size.span, format!("all nodes together take {room} pods, and there are {wanted}"))
            .label(format!(
                "services {} + add-ons {} + {} on each of {nodes} nodes = {wanted}",
                pods.services, pods.addons, pods.on_each_node
            ))
            .help("raise `max_size`, choose a larger instance type, or have fewer replicas");
    }
}
