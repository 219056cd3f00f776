//! Kubernetes keeps some prefixes of labels for itself.
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "reserved-node-label",
    severity: Severity::Error,
    summary: "a node label has a prefix that Kubernetes keeps for itself",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A node may not give itself a label below `kubernetes.io/` or `k8s.io/`: it would not join the cluster.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
labels         = { "kubernetes.io/team" = "web" }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
labels         = { "example.com/team" = "web" }
```

Use a prefix of your own, or none.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for group in cluster.node_groups.values() {
        for (key, value) in group.labels.iter().filter(|(key, _)| is_reserved(key)) {
            findings
                .at(value.span, format!("the node label `{key}` is Kubernetes' own"))
                .label("a node that gives itself this label may not join")
                .help("use a prefix of your own, or none");
        }
    }
}

fn is_reserved(key: &str) -> bool {
    let prefix = key.split_once('/').map_or("", |(prefix, _)| prefix);
    ["kubernetes.io", "k8s.io"]
        .iter()
        .any(|domain| prefix.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
