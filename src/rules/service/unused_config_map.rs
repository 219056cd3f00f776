//! A config map that nothing reads is most often a forgotten reference.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/configmap/>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{Model, Pod};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unused-config-map",
    severity: Severity::Warning,
    summary: "a config map is declared and no container reads it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Its values look as if they were in force and reach no container.

```toml fail
[config_maps.app.data]
MODE = "live"
```

```toml pass
[config_maps.app.data]
MODE = "live"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env_from         = ["app"]
```

Name it in `env_from`, take a key of it in `env`, or remove it.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let read: BTreeSet<_> = model.pods().flat_map(Pod::config_maps).collect();
    for map in model.config_maps.values().filter(|map| !read.contains(map.name.as_str())) {
        findings
            .at(map.name.span, format!("no container reads the config map `{}`", map.name))
            .label("its values reach nothing")
            .help(format!("add `env_from = [\"{}\"]` to a service, or remove it", map.name));
    }
}
