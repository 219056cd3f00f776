//! A tag without a version is another image tomorrow.
//!
//! Source: <https://kubernetes.io/docs/concepts/containers/images/#image-names>
//! Source: <https://github.com/hadolint/hadolint/wiki/DL3007>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, ImageSource, Model, Pod};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::value::{FromText, ImageReference};

pub(super) const RULE: Rule = Rule {
    name: "floating-image-tag",
    severity: Severity::Warning,
    summary: "an image's tag names no version",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
What such a tag means changes without a change in your repository: two pods of one service may run different versions, and nobody can go back to yesterday's.

```toml fail
[services.cache]
image            = "redis:latest"
security_context = { run_as_user = 999 }
```

```toml pass
[services.cache]
image            = "redis:7.4"
security_context = { run_as_user = 999 }
```

Write the version that runs today, or a digest.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for container in model.pods().flat_map(Pod::containers) {
        if let ContainerImage::Public(reference) = &container.image {
            one(reference, container.image_span, findings);
        }
    }
    for image in model.images.values() {
        if let ImageSource::Build(build) = &image.source {
            // The base has a variant that the user did not write.
            if let Ok(runtime) = ImageReference::from_text(&build.runtime) {
                one(&runtime, build.runtime.span, findings);
            }
        }
    }
}

/// A tag with a digit may still move, but within a version.
fn one(image: &ImageReference, span: Span, findings: &mut Findings) {
    let tag = image.tag.as_deref();
    let fixed =
        image.digest.is_some() || tag.is_some_and(|tag| tag.bytes().any(|byte| byte.is_ascii_digit()));
    if fixed {
        return;
    }
    let message = match tag {
        Some(tag) => format!("the tag `{tag}` names no version"),
        None => format!("`{}` has no tag, which means `latest`", image.repository),
    };
    findings.at(span, message).label("another image tomorrow").help(format!(
        "name the version that runs today, such as `{}:<version>`, or a digest",
        image.repository
    ));
}
