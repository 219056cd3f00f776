//! After the header of a table all keys belong to it.
//!
//! Source: <https://toml.io/en/v1.0.0#table>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::OpenTable;
use crate::read::{Key, Table, config};
use crate::rules::rule::{Findings, Rule};
use crate::span::Spanned;

pub(super) const RULE: Rule = Rule {
    name: "language-key-in-open-map",
    severity: Severity::Warning,
    summary: "a key of the language stands in a table that takes any name",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
After a header such as `[services.web.env]` all keys belong to that table: a `replicas` below it is an environment variable, and nobody scales anything.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[services.web.env]
MODE     = "live"
replicas = 3
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
replicas         = 3

[services.web.env]
MODE = "live"
```

Move the key up, before the header of the inner table; where it is meant, allow the rule in that table.
"#;

/// Keys of the language that are usual labels too.
const USUAL: [&str; 3] = ["name", "kind", "image"];

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        all("services", &service.key, &service.open_tables, config::Service::KEYS, findings);
    }
    for job in model.jobs.values() {
        all("jobs", &job.key, &job.open_tables, config::Job::KEYS, findings);
    }
    for image in model.images.values() {
        all("images", &image.key, &image.open_tables, config::Image::KEYS, findings);
    }
    for map in model.config_maps.values() {
        let data = OpenTable { name: "data", keys: map.keys.clone() };
        all("config_maps", &map.name, &[data], config::ConfigMap::KEYS, findings);
    }
}

fn all(area: &str, owner: &Spanned<String>, tables: &[OpenTable], language: &[Key], findings: &mut Findings) {
    for table in tables {
        for key in table.keys.iter().filter(|key| !USUAL.contains(&key.as_str())) {
            if language.iter().any(|known| known.name == key.value) {
                findings
                    .at(key.span, format!("`{key}` stands in `{}`", table.name))
                    .label(format!("`[{area}.{owner}]` has a key of this name"))
                    .help(format!("move it into `[{area}.{owner}]`, before the header of `{}`", table.name));
            }
        }
    }
}
