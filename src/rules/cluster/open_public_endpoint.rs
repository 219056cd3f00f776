//! A public endpoint has a list of who may reach it.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "open-public-endpoint",
    severity: Severity::Warning,
    summary: "the whole internet may reach the API server",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever reaches the API server can try stolen tokens on it, and holes that are found in it.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]
public_access_cidrs = ["0.0.0.0/0"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]
public_access_cidrs = ["203.0.113.0/24"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Name the ranges of your office or VPN, or remove the key: inside the VPC the private endpoint is always there.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for range in cluster.public_access_cidrs.iter().filter(|range| range.is_internet()) {
        findings
            .at(range.span, "the whole internet may reach the API server")
            .help("name the ranges of your office or VPN, or remove the key");
    }
}
