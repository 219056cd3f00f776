//! EKS wants subnets in two zones.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "network-in-one-zone",
    severity: Severity::Warning,
    summary: "the cluster has a network with one zone",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EKS refuses to make a cluster in subnets of one zone, and a load balancer there would be refused too.

```toml fail
[cluster]
version  = "1.35"
existing = true

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[cluster]
version  = "1.35"
existing = true

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
```

Add subnets in a second zone.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return };
    // With an ingress it is the business of `load-balancer-in-one-zone`, and where kura makes the cluster that of
    // `control-plane-in-one-zone`.
    if !model.ingresses.is_empty() || !cluster.existing {
        return;
    }
    let zones: BTreeSet<_> = network.subnets.values().map(|subnet| &subnet.availability_zone.value).collect();
    let first = network.subnets.values().min_by_key(|subnet| subnet.availability_zone.span);
    if let (Some(subnet), 1) = (first, zones.len()) {
        let zone = &subnet.availability_zone;
        findings
            .at(zone.span, format!("all subnets are in `{zone}`"))
            .related(cluster.version.span, "EKS wants two zones for the cluster")
            .help("add subnets in a second zone");
    }
}
