//! What the language has a key for is checked there, not in an annotation.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "annotation-instead-of-key",
    severity: Severity::Warning,
    summary: "an annotation overrides a key of the language",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The user's annotations win over kura's, and kura does not look into them: what it checks and emits for the key then is not what holds.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes      = { "/" = "web" }
tls         = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
annotations = { "alb.ingress.kubernetes.io/scheme" = "internal" }
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
scheme = "internal"
```

Write the key instead of the annotation.
"#;

/// Names of annotations below `alb.ingress.kubernetes.io/`, and the keys that mean the same.
const KEYS: &[(&str, &str)] = &[
    ("certificate-arn", "tls.certificate"),
    ("group.name", "group"),
    ("inbound-cidrs", "inbound_cidrs"),
    ("scheme", "scheme"),
    ("ssl-redirect", "tls.redirect"),
    ("target-type", "target_type"),
];

fn check(model: &Model, findings: &mut Findings) {
    for (name, value) in model.alb_ingresses().flat_map(|ingress| &ingress.annotations) {
        let Some(name) = name.strip_prefix("alb.ingress.kubernetes.io/") else { continue };
        if let Some((_, key)) = KEYS.iter().find(|(annotation, _)| *annotation == name) {
            findings
                .at(value.span, format!("the annotation `{name}` overrides the key `{key}`"))
                .label("kura checks the key, not the annotation")
                .help(format!("write the key `{key}` instead"));
        }
    }
}
