//! An image runs on the architecture that it is built for.
//!
//! Source: <https://docs.docker.com/build/building/multi-platform/>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model, NodeGroup, Pod};
use crate::rules::rule::{Findings, Rule};
use crate::tables::instance_types::architecture;

pub(super) const RULE: Rule = Rule {
    name: "image-of-other-architecture",
    severity: Severity::Error,
    summary: "no node runs the architecture that an image is built for",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A container whose image is for another architecture ends at once with `exec format error`.

```toml fail
[images.web]
platform   = "linux/amd64"
context    = "."
dockerfile = "hand-written/Dockerfile"
repository = "acme/web"
user       = 1000

[services.web]
image  = "web"
port   = 8080
health = "/"

[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t4g.medium"]
```

```toml pass
[images.web]
platform   = "linux/arm64"
context    = "."
dockerfile = "hand-written/Dockerfile"
repository = "acme/web"
user       = 1000

[services.web]
image  = "web"
port   = 8080
health = "/"

[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t4g.medium"]
```

Set the `platform` of the image to that of the nodes, or add a node group of the other architecture.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let Some(first) = cluster.node_groups.values().min_by_key(|group| group.key.span) else { return };
    // Of a group with both, `mixed-architectures` tells.
    let is_mixed = |group: &NodeGroup| {
        group.instance_types.iter().any(|name| architecture(name) != group.architecture())
    };
    if cluster.node_groups.values().any(is_mixed) {
        return;
    }
    for container in model.pods().flat_map(Pod::containers) {
        let ContainerImage::Built(key) = &container.image else { continue };
        let Some(image) = model.images.get(key) else { continue };
        let platform = image.platform.rsplit('/').next().unwrap_or_default();
        if cluster.node_groups.values().all(|group| group.architecture().word() != platform) {
            findings
                .at(container.image_span, format!("no node runs the image `{key}`"))
                .label(format!("it is built for {}", image.platform))
                .related(first.key.span, format!("the nodes are {}", first.architecture().word()))
                .help(format!(
                    "add `platform = \"linux/{}\"` to `[images.{key}]`, or a node group of the other architecture",
                    first.architecture().word()
                ));
        }
    }
}
