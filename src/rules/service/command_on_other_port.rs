//! The port of a service is the one that its program listens on.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, ImageSource, Model};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::value::listens_on;

pub(super) const RULE: Rule = Rule {
    name: "command-on-other-port",
    severity: Severity::Error,
    summary: "a command listens on another port than the service says",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Probes, the Service and the load balancer all ask the port of the service. Where nothing listens, the pods never become ready, and the rollout fails.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
command          = ["gunicorn", "shop.wsgi", "--bind", "0.0.0.0:9000"]
port             = 8000
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
command          = ["gunicorn", "shop.wsgi", "--bind", "0.0.0.0:8000"]
port             = 8000
```

Write the same port in both places.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let container = &service.pod.container;
        let own = [container.command.as_slice(), &container.args].concat();
        let image = match &container.image {
            ContainerImage::Built(key) => model.images.get(key).map(|image| &image.source),
            ContainerImage::Public(_) => None,
        };
        let (command, span): (_, Span) = match image {
            Some(ImageSource::Build(build)) if own.is_empty() => (build.command.clone(), build.command_span),
            _ => (own, container.command_span),
        };
        let (Some((_, Some(port))), Some(first)) = (listens_on(&command), service.ports.first()) else {
            continue;
        };
        if service.ports.iter().all(|known| known.port.number() != port) {
            findings
                .at(span, format!("the command of `{}` listens on {port}", service.key))
                .related(first.span, format!("the service has {}", first.port))
                .help("write the same port in both places");
        }
    }
}
