//! Whether the load balancer is public depends on who makes it.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#lb-scheme>
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::ServiceType;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "load-balancer-without-scheme",
    severity: Severity::Warning,
    summary: "a Service of type LoadBalancer does not say who may reach it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Without the AWS Load Balancer Controller it faces the internet, with it it is internal: the same file opens a port to the world in one cluster and not in the other.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
port             = 8080
service_type     = "LoadBalancer"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
port             = 8080
service_type     = "LoadBalancer"

[services.web.service_annotations]
"service.beta.kubernetes.io/aws-load-balancer-scheme" = "internal"
```

Say it with the annotation, or use an ingress, whose scheme is always said.
"#;

/// The annotations that say it, the old one last.
const SCHEMES: [&str; 2] = [
    "service.beta.kubernetes.io/aws-load-balancer-scheme",
    "service.beta.kubernetes.io/aws-load-balancer-internal",
];

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let Some(network) = &service.network_service else { continue };
        let said = SCHEMES.iter().any(|scheme| network.annotations.contains_key(*scheme));
        if network.service_type.value == ServiceType::LoadBalancer && !said {
            findings
                .at(
                    network.service_type.span,
                    format!("the load balancer of `{}` may be public", network.name),
                )
                .label("in some clusters it faces the internet, in others it is internal")
                .help(format!(
                    "add `service_annotations = {{ \"{}\" = \"internal\" }}`, or `internet-facing`",
                    SCHEMES[0]
                ));
        }
    }
}
