//! Kubernetes takes the class of an Ingress from one place.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation>
//! Source: <https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/networking/validation/validation.go>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "conflicting-ingress-class",
    severity: Severity::Error,
    summary: "the old annotation of an ingress names another class than its `class`",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
kura writes the class into `ingressClassName`, and Kubernetes refuses a new Ingress whose annotation `kubernetes.io/ingress.class` says otherwise.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes      = { "/" = "web" }
tls         = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
annotations = { "kubernetes.io/ingress.class" = "nginx" }
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
class  = "alb"
```

Remove the annotation.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for ingress in model.ingresses.values() {
        let annotation = ingress.annotations.get("kubernetes.io/ingress.class");
        if let Some(class) = annotation.filter(|class| class.value != ingress.class.value) {
            findings
                .at(
                    class.span,
                    format!("`{}` has two classes, `{}` and `{class}`", ingress.name, ingress.class),
                )
                .label("Kubernetes refuses an ingress whose annotation differs from its `ingressClassName`")
                .help("remove the annotation: the key `class` says what it said");
        }
    }
}
