//! A version that the table does not have yet may not exist.
//!
//! Source: <https://endoflife.date/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::runtimes::{self, Support};

pub(super) const RULE: Rule = Rule {
    name: "unknown-runtime-version",
    severity: Severity::Warning,
    summary: "an image rests on a version that is newer than kura knows",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
No registry has an image of a version that was not released. The table ages, so a newer one passes with this warning.

```toml fail
[images.web]
context = "web"
runtime = "node:99"
command = ["node", "server.js"]

[services.web]
image  = "web"
port   = 8080
health = "/"
```

```toml pass
[images.web]
context = "web"
runtime = "node:24"
command = ["node", "server.js"]

[services.web]
image  = "web"
port   = 8080
health = "/"
```

Correct the version. If it was released since the day of the table, allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for image in model.named_images() {
        let (name, version) = (image.name(), image.version());
        if let Some(Support::Unknown { newest }) = runtimes::support(name, version, model.checks.as_of) {
            let about = format!("its table of {} ends with {newest}", runtimes::as_of());
            findings
                .at(image.place.span, format!("kura does not know `{name}:{version}`"))
                .label(image.place.label(&about))
                .help("correct it; if it was released since, allow `unknown-runtime-version` in `[checks.rules]`");
        }
    }
}
