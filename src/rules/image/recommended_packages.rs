//! Packages that nobody asked for.

use crate::diagnostic::Severity;
use crate::model::{ImageSource, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "recommended-packages",
    severity: Severity::Warning,
    summary: "`apt-get install` also installs what packages recommend",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Recommended packages double many an image, and each is one more to keep patched; without `--yes` apt would wait for an answer, and the lists that it leaves behind are of no use.

Source: <https://docs.docker.com/build/building/best-practices/#apt-get>

```toml fail
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { final_start = ["RUN apt-get update && apt-get install --yes libpq5"] }

[services.api]
image = "api"
```

```toml pass
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { final_start = ["RUN apt-get update && apt-get install --yes --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*"] }

[services.api]
image = "api"
```

Write the key `packages` or `build_packages`, which does all of it; or add `--no-install-recommends`, `--yes` and `rm -rf /var/lib/apt/lists/*`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for image in model.images.values() {
        let ImageSource::Build(build) = &image.source else { continue };
        for script in build.scripts() {
            let installs = ["apt-get install", "apt install"].iter().any(|words| script.contains(words));
            if installs && !script.contains("--no-install-recommends") {
                findings
                    .at(script.span, "apt installs what is only recommended")
                    .label("`--no-install-recommends` is missing")
                    .help("write the key `packages` or `build_packages` instead");
            }
        }
    }
}
