//! Sources that do not come from the build context.

use crate::diagnostic::Severity;
use crate::model::{Image, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "cloned-sources",
    severity: Severity::Warning,
    summary: "an image is built from what it clones",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The image has whatever the other repository holds that day, not the commit that the pipeline checked out and tagged it with; a private repository needs a secret in the build.

```toml fail
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { before_build = ["RUN git clone https://example.com/shop.git /app"] }

[services.api]
image = "api"
```

```toml pass
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { before_build = ["COPY shop shop"] }

[services.api]
image = "api"
```

Copy the sources from the build context; what lies in another repository belongs into it as a submodule or a dependency.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for (script, place) in model.images.values().flat_map(Image::build_scripts) {
        if script.contains("git clone") {
            findings
                .at(place.span, "the build clones a repository")
                .label(place.label("not the commit that the image is tagged with"))
                .help("copy the sources from the build context");
        }
    }
}
