//! An image that no service runs is built and pushed for nothing.
//!
//! Source: <https://docs.docker.com/reference/cli/docker/buildx/build/>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model, Pod};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unused-image",
    severity: Severity::Warning,
    summary: "no service runs an image that the pipeline builds",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Every build of the pipeline takes time for it, and it is most often a service that was forgotten or names another image.

```toml fail
[images.web]
context = "hand-written"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

```toml pass
[images.web]
context = "hand-written"

[services.web]
image = "web"
```

Name the image in a service, or remove it.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let containers = model.pods().flat_map(Pod::containers);
    let used: BTreeSet<_> = containers
        .filter_map(|container| match &container.image {
            ContainerImage::Built(key) => Some(key),
            ContainerImage::Public(_) => None,
        })
        .collect();
    // Where nothing runs, images are what is made.
    if model.pods().next().is_none() {
        return;
    }
    let pipelines = model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines);
    // One of several pipelines names the images that it only builds.
    let built: BTreeSet<_> =
        pipelines.filter(|pipeline| pipeline.key.is_some()).flat_map(|pipeline| &pipeline.images).collect();
    let unused = |key: &String| !used.contains(key) && !built.contains(key);
    for image in model.images.values().filter(|image| unused(&image.key.value)) {
        findings
            .at(image.key.span, format!("no service runs the image `{}`", image.key))
            .label("built and pushed for nothing")
            .help(format!("name it in a service, such as `image = \"{}\"`, or remove it", image.key));
    }
}
