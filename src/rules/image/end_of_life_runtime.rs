//! Versions end; the table of ends is `schema/runtimes.tsv`.
//!
//! Source: <https://github.com/nodejs/Release>
//! Source: <https://devguide.python.org/versions/>
//! Source: <https://adoptium.net/support/>
//! Source: <https://go.dev/doc/devel/release>
//! Source: <https://dotnet.microsoft.com/platform/support/policy/dotnet-core>
//! Source: <https://www.ruby-lang.org/en/downloads/branches/>
//! Source: <https://endoflife.date>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::runtimes::{self, Support};

pub(super) const RULE: Rule = Rule {
    name: "end-of-life-runtime",
    severity: Severity::Warning,
    summary: "an image rests on a version that gets no security fixes any more",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
From its end of life on a runtime gets no fixes: each hole that is found stays open. Of a version that is newer than all in kura's table nothing is known, and kura says so.

```toml fail
[images.api]
context = "api"
runtime = "python:3.9"
command = ["gunicorn", "shop.wsgi"]

[services.api]
image = "api"
```

```toml pass
[images.api]
context = "api"
runtime = "python:3.13"
command = ["gunicorn", "shop.wsgi"]

[services.api]
image = "api"
```

Move to a newer version; until then allow the rule with the reason.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for image in model.named_images() {
        let (name, version) = (image.name(), image.version());
        if let Some(Support::Ended { end, newest }) = runtimes::support(name, version, model.checks.as_of) {
            let since = format!("no security fixes since {end}, says the table of {}", runtimes::as_of());
            findings
                .at(image.place.span, format!("`{name}:{version}` is past its end of life"))
                .label(image.place.label(&since))
                .help(format!("move to a newer version, such as `{name}:{newest}`"));
        }
    }
}
