//! EKS nodes that run Linux are amd64 or arm64.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-amis.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unsupported-platform",
    severity: Severity::Error,
    summary: "an image is built for a platform that no node of a cluster has",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
An image of another platform is pushed, and then fails on every node with `exec format error`, or is not even found by it.

```toml fail
[images.web]
context  = "hand-written"
platform = "linux/riscv64"

[services.web]
image = "web"
```

```toml pass
[images.web]
context  = "hand-written"
platform = "linux/arm64"

[services.web]
image = "web"
```

Write `linux/amd64`, or `linux/arm64` for Graviton nodes.
"#;

const PLATFORMS: &[&str] = &["linux/amd64", "linux/arm64", "linux/arm64/v8"];

fn check(model: &Model, findings: &mut Findings) {
    for image in model.images.values().filter(|image| !PLATFORMS.contains(&image.platform.as_str())) {
        findings
            .at(image.platform.span, format!("no node has the platform `{}`", image.platform))
            .help("write `linux/amd64`, or `linux/arm64` for Graviton nodes");
    }
}
