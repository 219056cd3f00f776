//! An image whose user nobody knows.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unknown-user",
    severity: Severity::Error,
    summary: "a container may run as root, which its pod refuses",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The pod has `runAsNonRoot`, so Kubernetes starts a container only if its user is a number other than 0. kura knows the user of its own images, not of others.

```toml fail
[services.web]
image = "ghcr.io/acme/web:1.4"
port  = 8080
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
```

Add `security_context = { run_as_user = ... }` with the numeric user of the image.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for pod in model.pods() {
        let context = &pod.security_context;
        if let (ContainerImage::Public(image), None, true) =
            (&pod.container.image, context.run_as_user, context.run_as_non_root.value)
            // What is built here by another name is the business of `built-image-by-tag`.
            && model.images.values().all(|built| *built.repository != image.repository)
        {
            findings
                .at(context.span, format!("the user of `{image}` is not known"))
                .label("Kubernetes refuses a container that may run as root")
                .help("add `security_context = { run_as_user = ... }` with the image's numeric user");
        }
    }
}
