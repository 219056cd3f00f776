//! A secret that nothing refers to is most often a forgotten reference.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/secret/>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{Model, Pod, Secret};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unused-secret",
    severity: Severity::Warning,
    summary: "a secret is declared and nothing refers to it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Somebody is asked to create and keep a secret that nothing reads; more often the reference to it was forgotten.

```toml fail
[secrets.login]
kubernetes = "db-login"
keys       = ["password"]
```

```toml pass
[secrets.login]
kubernetes = "db-login"
keys       = ["password"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DB_PASSWORD = { secret = "login" } }
```

Refer to it, or remove it.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (credentials, objects) = (model.credentials(), objects(model));
    for secret in model.secrets.values().filter(|secret| can_be_meant(model, secret)) {
        let in_jenkins = secret.jenkins.as_ref().is_some_and(|id| credentials.contains(id.as_str()));
        let in_kubernetes = secret.kubernetes.as_ref().is_some_and(|name| objects.contains(name.as_str()));
        if !in_jenkins && !in_kubernetes {
            findings
                .at(secret.key.span, format!("nothing refers to the secret `{}`", secret.key))
                .help("refer to it by this name, or remove it");
        }
    }
}

/// Whether a reference finds it: `secret-without-place` and `ambiguous-name` say where none does.
fn can_be_meant(model: &Model, secret: &Secret) -> bool {
    let lives = secret.jenkins.is_some() || secret.kubernetes.is_some();
    lives && !model.config_maps.contains_key(&secret.key.value)
}

/// Names of the Kubernetes Secrets in use.
fn objects(model: &Model) -> BTreeSet<&str> {
    let pull = model.registry.pull_secret.iter().map(String::as_str);
    model.pods().flat_map(Pod::secrets).chain(pull).collect()
}
