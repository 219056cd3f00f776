//! A tag without a version is another image tomorrow.
//!
//! Source: <https://kubernetes.io/docs/concepts/containers/images/#image-names>
//! Source: <https://github.com/hadolint/hadolint/wiki/DL3007>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

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
    for image in model.named_images() {
        let (repository, tag) = (&image.reference.repository, image.reference.tag.as_deref());
        // A tag with a digit may still move, but within a version.
        let named = tag.is_some_and(|tag| tag.bytes().any(|byte| byte.is_ascii_digit()));
        if named || image.reference.digest.is_some() {
            continue;
        }
        let message = match tag {
            Some(tag) => format!("the tag `{tag}` names no version"),
            None => format!("`{repository}` has no tag, which means `latest`"),
        };
        findings
            .at(image.place.span, message)
            .label(image.place.label("another image tomorrow"))
            .help(format!("name the version that runs today, such as `{repository}:<version>`, or a digest"));
    }
}
