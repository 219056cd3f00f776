//! One Kubernetes Secret is filled from one place.
//!
//! Source: <https://external-secrets.io/latest/api/externalsecret/>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "secret-filled-twice",
    severity: Severity::Error,
    summary: "one Kubernetes Secret would be filled from two places",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The two would overwrite each other again and again.

```toml fail
[cluster]
version  = "1.35"
existing = true
addons   = { external-secrets = true }

[secrets.payments]
kubernetes = "tokens"
ssm        = "/shop/payments"
keys       = ["payments"]

[secrets.mail]
kubernetes = "tokens"
ssm        = "/shop/mail"
keys       = ["mail"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { PAYMENTS = { secret = "payments" }, MAIL = { secret = "mail" } }
```

```toml pass
[cluster]
version  = "1.35"
existing = true
addons   = { external-secrets = true }

[secrets.payments]
kubernetes = "payments"
ssm        = "/shop/payments"
keys       = ["payments"]

[secrets.mail]
kubernetes = "mail"
ssm        = "/shop/mail"
keys       = ["mail"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { PAYMENTS = { secret = "payments" }, MAIL = { secret = "mail" } }
```

Give each its own name in Kubernetes, or put both values into one secret in AWS.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut secrets = model.stored_secrets();
    secrets.sort_by_key(|secret| secret.span);
    let mut seen = BTreeMap::new();
    for secret in secrets {
        if let Some(other) = seen.insert(secret.name.clone(), secret.span) {
            findings
                .at(secret.span, format!("the Secret `{}` is filled from another place too", secret.name))
                .related(other, "the other is here")
                .help("give each its own name in `kubernetes`");
        }
    }
}
