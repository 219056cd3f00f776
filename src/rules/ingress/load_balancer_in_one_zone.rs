//! An Application Load Balancer has subnets in two zones at least.
//!
//! Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{Ingress, Model, Network};
use crate::read::config::{Scheme, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "load-balancer-in-one-zone",
    severity: Severity::Error,
    summary: "a load balancer has subnets of its tier in fewer than two zones",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The controller looks for public subnets for an internet-facing load balancer, for private ones for an internal one, and makes none unless it finds them in two zones: the ingress never gets an address.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
```

Add a subnet of the tier in a second zone, or name subnets that exist already in the annotation `alb.ingress.kubernetes.io/subnets`.
"#;

const SUBNETS: &str = "alb.ingress.kubernetes.io/subnets";

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    for (scheme, tier) in [(Scheme::InternetFacing, Tier::Public), (Scheme::Internal, Tier::Private)] {
        let zones: BTreeSet<_> = network.tier(tier).map(|subnet| &subnet.availability_zone.value).collect();
        let first =
            model.alb_ingresses().find(|ingress| ingress.scheme.value == scheme && discovers(ingress));
        if let (Some(ingress), 0 | 1) = (first, zones.len()) {
            report(ingress, network, tier, findings);
        }
    }
}

/// Whether the controller looks for the subnets itself.
fn discovers(ingress: &Ingress) -> bool {
    !ingress.annotations.contains_key(SUBNETS)
}

fn report(ingress: &Ingress, network: &Network, tier: Tier, findings: &mut Findings) {
    let (name, tier_word) = (&ingress.name, tier.word());
    let subnet = network.tier(tier).next();
    let found = match subnet {
        Some(_) => format!("{tier_word} subnets in one zone only"),
        None => format!("no {tier_word} subnets"),
    };
    let finding = findings.at(name.span, format!("the load balancer of `{name}` finds {found}"));
    if let Some(subnet) = subnet {
        finding.related(subnet.availability_zone.span, "their only zone");
    }
    finding
        .label(format!("an {} one needs them in two zones", ingress.scheme.word()))
        .help(format!("add {tier_word} subnets in two zones, or name others in the annotation `{SUBNETS}`"));
}
