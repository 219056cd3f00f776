//! What crosses the internet is encrypted.
//!
//! Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Scheme;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ingress-without-tls",
    severity: Severity::Warning,
    summary: "an internet-facing ingress speaks plain HTTP",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Without TLS everybody between the browser and the load balancer reads and changes what is sent, passwords and session cookies included.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
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
```

Add `tls` with the ARN of a certificate in ACM, or with `certificate = "acm"` and the Route 53 `zone` of the host.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for ingress in model.alb_ingresses() {
        let own = ["alb.ingress.kubernetes.io/certificate-arn", "alb.ingress.kubernetes.io/listen-ports"];
        let plain = ingress.tls.is_none() && !own.iter().any(|key| ingress.annotations.contains_key(*key));
        if plain && ingress.scheme.value == Scheme::InternetFacing {
            findings
                .at(ingress.name.span, format!("`{}` speaks plain HTTP with the internet", ingress.name))
                .label("passwords and cookies cross the internet readable")
                .help("add `tls = { certificate = \"arn:aws:acm:...\" }`, or `scheme = \"internal\"`");
        }
    }
}
