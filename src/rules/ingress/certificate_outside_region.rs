//! A load balancer takes certificates of its own region only.
//!
//! Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "certificate-outside-region",
    severity: Severity::Error,
    summary: "a certificate is not in the load balancer's region",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A load balancer finds a certificate of another region nowhere, so it gets no listener for HTTPS. (Certificates in `us-east-1` are for CloudFront.)

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d" }
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

Request or import the certificate in the region of the project.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(region) = &model.project.region else { return };
    for tls in model.ingresses.values().filter_map(|ingress| ingress.tls.as_ref()) {
        let Some(arn) = tls.certificate_arn() else { continue };
        let Some(other) = arn.split(':').nth(3).filter(|other| *other != region.as_str()) else { continue };
        findings
            .at(arn.span, format!("the certificate is in `{other}`, the load balancer in `{region}`"))
            .related(region.span, "the region of the project")
            .help(format!("request the certificate in `{region}`, and write its ARN"));
    }
}
