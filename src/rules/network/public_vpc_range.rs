//! A VPC takes private addresses: those of RFC 1918, or the shared ones of RFC 6598.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::value::{Cidr, FromText};

pub(super) const RULE: Rule = Rule {
    name: "public-vpc-range",
    severity: Severity::Warning,
    summary: "the VPC's range belongs to somebody on the internet",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The addresses of such a range have owners on the internet, whom nothing in the VPC can then reach.

```toml fail
[network]
cidr_block   = "11.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "11.0.0.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

Choose a range inside `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16` or `100.64.0.0/10`.
"#;

const PRIVATE: &[&str] = &["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let Some(vpc) = network.cidr_block() else { return };
    let within = |range: &&str| Cidr::from_text(range).is_ok_and(|range| range.contains(vpc.value));
    if !PRIVATE.iter().any(within) {
        findings
            .at(vpc.span, format!("`{vpc}` is not a private range"))
            .label("its owner on the internet cannot be reached from the VPC")
            .help("choose a range inside `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16` or `100.64.0.0/10`");
    }
}
