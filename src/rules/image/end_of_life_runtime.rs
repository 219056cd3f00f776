//! Versions end; the table of ends is `schema/runtimes.tsv`.
//!
//! Source: <https://github.com/nodejs/Release>
//! Source: <https://devguide.python.org/versions/>
//! Source: <https://endoflife.date>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, ImageSource, Model, Pod};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::tables::runtimes::{self, Support};
use crate::value::{Date, ImageReference};

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
    for container in model.pods().flat_map(Pod::containers) {
        if let ContainerImage::Public(reference) = &container.image {
            one(reference, container.image_span, model.checks.as_of, findings);
        }
    }
    for image in model.images.values() {
        if let ImageSource::Build(build) = &image.source {
            one(&build.base, build.runtime.span, model.checks.as_of, findings);
        }
    }
}

fn one(image: &ImageReference, span: Span, day: Date, findings: &mut Findings) {
    let name = image.repository.rsplit('/').next().unwrap_or(&image.repository);
    let version = image.tag.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or("");
    match runtimes::support(name, version, day) {
        Some(Support::Ended { end, newest }) => {
            findings
                .at(span, format!("`{name}:{version}` is past its end of life"))
                .label(format!("no security fixes since {end}, says the table of {}", runtimes::as_of()))
                .help(format!("move to a newer version, such as `{name}:{newest}`"));
        }
        Some(Support::Unknown { newest }) => {
            findings
                .at(span, format!("kura does not know `{name}:{version}`"))
                .label(format!("its table of {} ends with {newest}", runtimes::as_of()))
                .help("check that it is a released version, and install a newer kura");
        }
        None => {}
    }
}
