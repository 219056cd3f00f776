//! Two images in one repository.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{Image, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "repository-twice",
    severity: Severity::Error,
    summary: "two images are pushed to one repository",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Each build pushes its commit as the tag: the second push would replace the first, or be refused, and a service might run the other image.

```toml fail
[images.one]
context    = "hand-written"
repository = "acme/shop"

[images.two]
context    = "hand-written"
repository = "acme/shop"

[services.one]
image = "one"

[services.two]
image = "two"
```

```toml pass
[images.one]
context    = "hand-written"
repository = "acme/shop"

[images.two]
context    = "hand-written"
repository = "acme/shop-two"

[services.one]
image = "one"

[services.two]
image = "two"
```

Set another `repository` for one of them.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut images: Vec<&Image> = model.images.values().collect();
    images.sort_by_key(|image| image.key.span);
    let mut seen = BTreeMap::new();
    for image in images {
        if let Some(other) = seen.insert(&image.repository.value, image.key.span) {
            findings
                .at(image.key.span, format!("two images are pushed to `{}`", image.repository))
                .related(other, "the other is here")
                .help("set another `repository` for one of them");
        }
    }
}
