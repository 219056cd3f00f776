//! The ingresses of a group share one list of rules, and the first that matches wins.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "conflicting-routes",
    severity: Severity::Error,
    summary: "two ingresses of a group route the same path of the same host",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The rules of a group are tried in order, so the second route for the same path of the same host never gets a request.

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
host   = "shop.example.com"
group  = "shared"
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
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

Give one of them another path or host, or take it out of the group.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for ingress in model.ingresses.values() {
        let Some(group) = &ingress.group else { continue };
        for (rule, route) in
            ingress.rules.iter().flat_map(|rule| rule.paths.iter().map(move |path| (rule, path)))
        {
            let host = rule.host.as_deref();
            let key = (group.as_str(), host, route.path.as_str(), route.path_type);
            let Some((other, span)) = seen.insert(key, (&ingress.name, route.span)) else { continue };
            let host = host.map_or("every host".to_owned(), |host| format!("`{host}`"));
            findings
                .at(
                    route.span,
                    format!("`{other}` and `{}` both route `{}` of {host}", ingress.name, route.path),
                )
                .label(format!("never gets a request: `{other}` is asked first"))
                .related(span, "the other is here")
                .related(group.span, "they share the load balancer of this group")
                .help("remove one of the routes, or change its path, its host or the group");
        }
    }
}
