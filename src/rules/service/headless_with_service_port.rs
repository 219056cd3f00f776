//! A headless Service translates no port.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#headless-services>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::ServiceType;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "headless-with-service-port",
    severity: Severity::Warning,
    summary: "a headless Service has another port than its pods",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
DNS answers with the addresses of the pods, and callers connect to them directly: at `service_port` nobody listens.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
port             = 8080
service_port     = 80
service_type     = "Headless"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
port             = 8080
service_type     = "Headless"
```

Remove `service_port`, or take another `service_type`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let Some(network) = &service.network_service else { continue };
        let differs = service.ports.iter().find(|port| port.service_port != port.port);
        if let (ServiceType::Headless, Some(port)) = (network.service_type.value, differs) {
            findings
                .at(
                    network.service_type.span,
                    format!("nobody listens at port {} of `{}`", port.service_port, network.name),
                )
                .label("callers connect to the pods directly")
                .help(format!("remove `service_port`: callers use {}, or choose `ClusterIP`", port.port));
        }
    }
}
