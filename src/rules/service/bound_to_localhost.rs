//! A server on 127.0.0.1 is heard by nobody outside of its pod.
//!
//! Source: <https://docs.gunicorn.org/en/stable/settings.html#bind>

use crate::diagnostic::Severity;
use crate::model::{ImageSource, Model};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::value::listens_on;

pub(super) const RULE: Rule = Rule {
    name: "bound-to-localhost",
    severity: Severity::Error,
    summary: "a command listens where only its own pod can reach it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Probes and the Service ask the address of the pod. A server that listens on `127.0.0.1` or `localhost` does not answer them.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
command          = ["gunicorn", "shop.wsgi", "--bind", "127.0.0.1:8000"]
port             = 8000
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
command          = ["gunicorn", "shop.wsgi", "--bind", "0.0.0.0:8000"]
port             = 8000
```

Listen on `0.0.0.0`: network policies say who may connect.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values().filter(|service| !service.ports.is_empty()) {
        let container = &service.pod.container;
        one(&[container.command.as_slice(), &container.args].concat(), container.command_span, findings);
    }
    for image in model.images.values() {
        if let ImageSource::Build(build) = &image.source
            && build.port.is_some()
        {
            one(&build.command, build.command_span, findings);
        }
    }
}

fn one(command: &[String], span: Span, findings: &mut Findings) {
    let host = listens_on(command).map(|(host, _)| host);
    if let Some(host @ ("127.0.0.1" | "localhost" | "::1" | "[::1]")) = host {
        findings
            .at(span, format!("the command listens on `{host}`"))
            .label("neither probes nor the Service can reach it")
            .help("listen on `0.0.0.0`");
    }
}
