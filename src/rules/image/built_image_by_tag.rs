//! An image that the pipeline builds is named by its key.
//!
//! Source: <https://kubernetes.io/docs/concepts/containers/images/>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model, Pod};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "built-image-by-tag",
    severity: Severity::Error,
    summary: "a service names an image that is built here by a fixed tag",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The pipeline pushes a new image with each build, and the tag stays the same: `kubectl apply` sees no change, and the new image never reaches the pods. By its key the pushed digest is deployed.

```toml fail
[images.web]
context    = "web"
repository = "acme/web"
runtime    = "node:24"
command    = ["node", "server.js"]

[services.web]
image            = "acme/web:v1"
security_context = { run_as_user = 10001 }

[services.other]
image = "web"
```

```toml pass
[images.web]
context    = "web"
repository = "acme/web"
runtime    = "node:24"
command    = ["node", "server.js"]

[services.web]
image = "web"
```

Write the key of the image.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for container in model.pods().flat_map(Pod::containers) {
        let ContainerImage::Public(reference) = &container.image else { continue };
        let is_it = |repository: &str| repository.trim_start_matches("docker.io/") == reference.repository;
        if let Some(image) = model.images.values().find(|image| is_it(&image.repository)) {
            findings
                .at(
                    container.image_span,
                    format!("`{reference}` never changes, and the pipeline builds it anew"),
                )
                .label("no new build would reach the pods")
                .related(image.key.span, "this image is pushed there")
                .help(format!("write `\"{}\"`: then the pushed digest is deployed", image.key))
                .replace_with_text(&image.key);
        }
    }
}
