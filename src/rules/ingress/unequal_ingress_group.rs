//! The ingresses of a group share one load balancer, and what belongs to it.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup>

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::model::{Ingress, Model};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    name: "unequal-ingress-group",
    severity: Severity::Error,
    summary: "ingresses of a group differ in what belongs to their one load balancer",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A group has one load balancer. The controller makes none if two ingresses want another `scheme` or other `inbound_cidrs` for it, and a redirect to HTTPS that one asks for holds for all.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.shop]
host   = "shop.example.com"
group  = "shared"
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }

[ingresses.api]
host   = "api.example.com"
group  = "shared"
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
scheme = "internal"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.shop]
host   = "shop.example.com"
group  = "shared"
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }

[ingresses.api]
host   = "api.example.com"
group  = "shared"
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
```

Write the same `scheme`, `inbound_cidrs` and `tls.redirect` in all ingresses of the group, or take one out of it.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut firsts: BTreeMap<&str, (Span, &Ingress)> = BTreeMap::new();
    for ingress in model.ingresses.values() {
        let Some(group) = &ingress.group else { continue };
        let (first_span, first) = *firsts.entry(group).or_insert((group.span, ingress));
        let keys = differing(first, ingress);
        if !keys.is_empty() {
            let keys = keys.join(", ");
            let message = format!(
                "`{}` and `{}` share a load balancer, and do not agree on it",
                first.name, ingress.name
            );
            findings
                .at(group.span, message)
                .label(format!("they differ in {keys}"))
                .related(first_span, "the same group")
                .help(format!("write the same {keys} in both, or put one into another group"));
        }
    }
}

/// Keys that the load balancer has once.
fn differing(one: &Ingress, other: &Ingress) -> Vec<&'static str> {
    let redirects = |ingress: &Ingress| ingress.tls.as_ref().is_some_and(|tls| tls.redirect);
    let inbound = |ingress: &Ingress| ingress.inbound_cidrs.iter().copied().collect::<BTreeSet<_>>();
    let tls = if one.tls.is_some() == other.tls.is_some() { "`tls.redirect`" } else { "`tls`" };
    let keys = [
        ("`scheme`", one.scheme.value != other.scheme.value),
        (tls, redirects(one) != redirects(other)),
        ("`inbound_cidrs`", inbound(one) != inbound(other)),
    ];
    keys.into_iter().filter(|(_, differ)| *differ).map(|(key, _)| key).collect()
}
