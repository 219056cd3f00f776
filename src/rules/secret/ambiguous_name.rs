//! A name that two things have.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-name",
    severity: Severity::Error,
    summary: "a secret and a config map have one name",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
`env_from` finds config maps and secrets by their names here, and would not know which of the two is meant.

```toml fail
[secrets]
app = { kubernetes = "app" }

[config_maps.app.data]
MODE = "production"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env_from         = ["app"]
```

```toml pass
[secrets]
app_login = { kubernetes = "app" }

[config_maps.app.data]
MODE = "production"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env_from         = ["app", "app_login"]
```

Rename one of them.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for key in model.secrets.values().map(|secret| &secret.key) {
        if let Some(config_map) = model.config_maps.get(&key.value) {
            findings
                .at(key.span, format!("`{key}` is a secret and a config map"))
                .related(config_map.name.span, "the config map is here")
                .help("rename one of them: `env_from` finds both by name");
        }
    }
}
