//! Docker's bridge takes 172.17.0.0/16 on every host.
//!
//! Source: <https://docs.docker.com/engine/network/drivers/bridge/>
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use crate::diagnostic::Severity;
use crate::model::{Model, Network};
use crate::rules::rule::{Findings, Rule};
use crate::value::{Cidr, FromText};

pub(super) const RULE: Rule = Rule {
    name: "docker-bridge-overlap",
    severity: Severity::Warning,
    summary: "the VPC's range is that of Docker's own bridge",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Docker routes `172.17.0.0/16` to its own bridge, so on a host with Docker, such as a Jenkins agent, nothing at such an address of the VPC can be reached.

```toml fail
[network]
cidr_block   = "172.17.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "172.17.0.0/24" }
```

```toml pass
[network]
cidr_block   = "172.28.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "172.28.0.0/24" }
```

Choose another range. Allow the rule where no host has Docker, or its bridge has another range.
"#;

/// What Docker gives its bridge.
const BRIDGE: &str = "172.17.0.0/16";

fn check(model: &Model, findings: &mut Findings) {
    for vpc in model.networks().filter_map(Network::cidr_block) {
        if Cidr::from_text(BRIDGE).is_ok_and(|bridge| bridge.contains(vpc.value)) {
            findings
                .at(vpc.span, "the VPC has the addresses of Docker's bridge")
                .label(format!("every host with Docker keeps `{BRIDGE}` for its containers"))
                .help("choose another range, such as `10.0.0.0/16`");
        }
    }
}
