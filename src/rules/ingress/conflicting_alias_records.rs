//! A host has one alias record, and ACM looks for its proof in one zone.
//!
//! Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{Ingress, Model};
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "conflicting-alias-records",
    severity: Severity::Error,
    summary: "two ingresses want different records of one host",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A host leads to one load balancer. Two ingresses with the same host have the same one only if they share a `group`; else each deployment would turn the record around, and half of the routes be unknown.

```toml fail
[defaults.services]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[services.web]
[services.api]

[ingresses.web]
host   = "shop.example.com"
routes = { "/" = "web" }
tls    = { certificate = "acm", zone = "example.com" }

[ingresses.api]
host   = "shop.example.com"
routes = { "/api" = "api" }
tls    = { certificate = "acm", zone = "example.com" }

[checks.rules]
host-without-record = { severity = "allow", reason = "the record is made by hand" }
```

```toml pass
[defaults.services]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[services.web]
[services.api]

[ingresses.web]
host   = "shop.example.com"
group  = "shop"
routes = { "/" = "web" }
tls    = { certificate = "acm", zone = "example.com" }

[ingresses.api]
host   = "shop.example.com"
group  = "shop"
routes = { "/api" = "api" }
tls    = { certificate = "acm", zone = "example.com" }

[checks.rules]
host-without-record = { severity = "allow", reason = "the record is made by hand" }
```

Put both into one `group`, or all routes into one ingress; and name the same `zone` in both.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut firsts: BTreeMap<&str, (&Ingress, &Text)> = BTreeMap::new();
    for (ingress, zone) in model.ingresses.values().filter_map(|ingress| Some((ingress, ingress.zone()?))) {
        for host in ingress.hosts() {
            let (first, first_zone) = *firsts.entry(host).or_insert((ingress, zone));
            let differs = if first_zone.value != zone.value {
                "the records would be in two zones"
            } else if !std::ptr::eq(first, ingress) && !share_load_balancer(first, ingress) {
                "each has a load balancer of its own"
            } else {
                continue;
            };
            findings
                .at(
                    zone.span,
                    format!("`{host}` cannot lead to both `{}` and `{}`", first.name, ingress.name),
                )
                .label(differs)
                .related(first_zone.span, "the same host")
                .help(
                    "name the same `zone` and the same `group` in both, or put all routes into one ingress",
                );
        }
    }
}

fn share_load_balancer(one: &Ingress, other: &Ingress) -> bool {
    one.group.is_some()
        && one.group.as_ref().map(|group| &group.value) == other.group.as_ref().map(|group| &group.value)
}
