//! EKS does not put its control plane into a few zones.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "zone-without-eks",
    severity: Severity::Warning,
    summary: "a subnet is in a zone where EKS may not put its control plane",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EKS refuses subnets in the zones `use1-az3`, `usw1-az2` and `cac1-az3` for its control plane. Which name such a zone has differs from account to account; the first is called `us-east-1e` in most.

```toml fail
[project]
name   = "shop"
region = "us-east-1"

[network]
cidr_block         = "10.0.0.0/16"
availability_zones = ["us-east-1a", "us-east-1e"]

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

```toml pass
[project]
name   = "shop"
region = "us-east-1"

[network]
cidr_block         = "10.0.0.0/16"
availability_zones = ["us-east-1a", "us-east-1b"]

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Choose another zone. `aws ec2 describe-availability-zones` tells the ids of the zones in your account; allow the rule if `us-east-1e` is not `use1-az3` there.
"#;

/// What `use1-az3` is called in most accounts; the names of the other two are not known.
const ZONE: &str = "us-east-1e";

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return };
    for subnet in network.tier(cluster.tier.value).filter(|_| !cluster.existing) {
        let zone = &subnet.availability_zone;
        if zone.value == ZONE {
            findings
                .at(zone.span, format!("EKS may refuse the subnet `{}`", subnet.key))
                .label("in most accounts this is `use1-az3`, where EKS puts no control plane")
                .related(cluster.version.span, "the cluster is here")
                .help("choose another zone, or look with `aws ec2 describe-availability-zones` what it is in your account");
        }
    }
}
