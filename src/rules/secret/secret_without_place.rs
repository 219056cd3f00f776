//! A secret without a place.

use crate::diagnostic::Severity;
use crate::model::{Model, Secret};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "secret-without-place",
    severity: Severity::Error,
    summary: "a secret lives nowhere",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
kura knows no values: a secret is the name of a credential in Jenkins, or of a Secret in Kubernetes.

```toml fail
[secrets]
token = {}
```

```toml pass
[secrets]
token = { kubernetes = "api-token" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env_from         = ["token"]
```

Say where it lives: `jenkins` or `kubernetes`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let nowhere = |secret: &&Secret| {
        [&secret.jenkins, &secret.kubernetes, &secret.secrets_manager, &secret.ssm]
            .into_iter()
            .all(Option::is_none)
    };
    for secret in model.secrets.values().filter(nowhere) {
        findings
            .at(secret.span, format!("the secret `{}` lives nowhere", secret.key))
            .help("add `jenkins = \"<credential id>\"` or `kubernetes = \"<name of the Secret>\"`");
    }
}
