//! Nobody comes to a public endpoint with a private address.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::value::{Cidr, FromText};

pub(super) const RULE: Rule = Rule {
    name: "private-range-at-public-endpoint",
    severity: Severity::Error,
    summary: "a private range is let in at the public endpoint",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EKS refuses private and reserved ranges there: what comes from the internet has a public address.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]
public_access_cidrs = ["10.0.0.0/8"]

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

Name the address that the others have on the internet; inside the VPC the private endpoint is always there.
"#;

/// What EKS refuses.
const PRIVATE: [&str; 5] =
    ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for range in &cluster.public_access_cidrs {
        let within =
            |private: &&str| Cidr::from_text(private).is_ok_and(|private| private.contains(range.value));
        if PRIVATE.iter().any(within) {
            findings
                .at(range.span, format!("nobody comes to a public endpoint from `{}`", range.value))
                .label("a private range, which EKS refuses")
                .help("name the address that they have on the internet; the private endpoint needs no entry");
        }
    }
}
