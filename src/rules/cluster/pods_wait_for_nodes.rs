//! A node takes as many pods as its network interfaces have addresses.
//!
//! Source: <https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/eni-max-pods.txt>

use crate::diagnostic::Severity;
use crate::model::{Model, NodeGroup};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "pods-wait-for-nodes",
    severity: Severity::Warning,
    summary: "the first nodes have no room for all pods",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
How many pods a node takes depends on its instance type, and each node runs those of the add-ons too. What does not fit stays `Pending`: nothing that kura makes adds nodes by itself.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
replicas         = 40
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

Raise `desired_size`, choose larger instance types, or have fewer replicas. Allow the rule where an autoscaler of yours adds nodes.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let sizes: Option<Vec<_>> = cluster.node_groups.values().map(sizes).collect();
    let (Some(sizes), Some(group)) = (sizes, cluster.node_groups.values().min_by_key(|group| group.key.span))
    else {
        return;
    };
    let nodes: u64 = sizes.iter().map(|(desired, _, _)| desired).sum();
    let room: u64 = sizes.iter().map(|(desired, _, pods)| desired * pods).sum();
    let most: u64 = sizes.iter().map(|(_, max, pods)| max * pods).sum();
    let most_nodes: u64 = sizes.iter().map(|(_, max, _)| max).sum();
    let pods = model.room_taken();
    let wanted = pods.on(nodes);
    // More than the greatest sizes take is the business of `too-many-pods`.
    if nodes > 0 && wanted > room && pods.on(most_nodes) <= most {
        findings
            .at(group.desired_size.span, format!("the first nodes take {room} pods, and there are {wanted}"))
            .label(format!(
                "services {} + add-ons {} + {} on each of {nodes} nodes = {wanted}",
                pods.services, pods.addons, pods.on_each_node
            ))
            .help("raise `desired_size`, choose a larger instance type, or have fewer replicas");
    }
}

/// Nodes at first, nodes at most, and pods that each takes; `None` where an instance type is not in the table.
fn sizes(group: &NodeGroup) -> Option<(u64, u64, u64)> {
    let size = |size: i64| u64::try_from(size).ok();
    Some((size(group.desired_size.value)?, size(group.max_size.value)?, group.max_pods()?))
}
