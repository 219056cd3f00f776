//! kura puts a cluster into subnets that it knows.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "cluster-without-network",
    severity: Severity::Error,
    summary: "there is no network that the cluster could be made in",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A cluster's control plane and its nodes need subnets. kura makes them, or uses those that exist, as `[network]` says.

```toml fail
[cluster]
version = "1.35"
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

Add `[network]`. If eksctl or someone else made the cluster, say so with `existing = true`.
"#;
