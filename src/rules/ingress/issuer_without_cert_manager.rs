//! A ClusterIssuer belongs to cert-manager.
//!
//! Source: <https://cert-manager.io/docs/usage/ingress/>

use crate::diagnostic::Severity;
use crate::model::{Certificate, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "issuer-without-cert-manager",
    severity: Severity::Error,
    summary: "an ingress names an issuer, and cert-manager is not there",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Nobody would fill the Secret, and the controller would answer with a certificate of its own that no browser takes. With `email` kura makes the issuer `letsencrypt-prod`.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.shop]
class  = "nginx"
host   = "shop.example.com"
routes = { "/" = "web" }
tls    = { secret_name = "shop-tls", cluster_issuer = "letsencrypt-prod" }
```

```toml pass
[cluster]
version  = "1.35"
existing = true
addons   = { cert-manager = { email = "ops@example.com" } }

[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.shop]
class  = "nginx"
host   = "shop.example.com"
routes = { "/" = "web" }
tls    = { secret_name = "shop-tls", cluster_issuer = "letsencrypt-prod" }
```

Declare `cert-manager` in `[cluster.addons]`, or fill the Secret yourself and remove `cluster_issuer`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if model.has_addon("cert-manager") {
        return;
    }
    for tls in model.ingresses.values().filter_map(|ingress| ingress.tls.as_ref()) {
        if let Certificate::Secret { issuer: Some(issuer), .. } = &tls.certificate {
            findings
                .at(issuer.span, format!("nothing knows the issuer `{issuer}`"))
                .label("cert-manager is not among the add-ons")
                .help("add `cert-manager = { email = \"...\" }` to `[cluster.addons]`, or remove the key");
        }
    }
}
