//! Two images whose Dockerfile kura writes to one path.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{Image, ImageSource, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "dockerfile-twice",
    severity: Severity::Error,
    summary: "two images have one Dockerfile, which kura writes",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
kura writes a Dockerfile for each image with a `runtime`, by default to the folder of its build context.

```toml fail
[images.one]
context = "web"
runtime = "node:24"
command = ["node", "one.js"]

[images.two]
context = "web"
runtime = "node:24"
command = ["node", "two.js"]

[services.one]
image = "one"

[services.two]
image = "two"
```

```toml pass
[images.one]
context = "web"
runtime = "node:24"
command = ["node", "one.js"]

[images.two]
context    = "web"
dockerfile = "web/Dockerfile.two"
runtime    = "node:24"
command    = ["node", "two.js"]

[services.one]
image = "one"

[services.two]
image = "two"
```

Set `dockerfile` of one of them.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut images: Vec<&Image> = model.images.values().collect();
    images.retain(|image| matches!(image.source, ImageSource::Build(_)));
    images.sort_by_key(|image| image.key.span);
    let mut seen = BTreeMap::new();
    for image in images {
        if let Some(other) = seen.insert(&image.dockerfile, image.key.span) {
            findings
                .at(image.key.span, format!("two images have the Dockerfile `{}`", image.dockerfile))
                .label("kura writes one for each")
                .related(other, "the other is here")
                .help(format!("add `dockerfile = \"Dockerfile.{}\"`", image.key));
        }
    }
}
