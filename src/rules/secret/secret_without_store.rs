//! A Kubernetes Secret whose value lives in AWS needs somebody who brings it into the cluster.
//!
//! Source: <https://external-secrets.io/latest/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "secret-without-store",
    severity: Severity::Error,
    summary: "a secret lives in AWS, and nothing brings it into the cluster",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
`kubernetes` with `secrets_manager` or `ssm`, and the password of a database, mean a Kubernetes Secret that an add-on fills. Without the add-on there is no Secret, and no container that needs it starts. The Secrets Store CSI driver must also be told the `keys`.

```toml fail
[cluster]
version  = "1.35"
existing = true

[secrets.payments]
kubernetes      = "payments"
secrets_manager = "shop/payments"
keys            = ["token"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { TOKEN = { secret = "payments" } }
```

```toml pass
[cluster]
version  = "1.35"
existing = true
addons   = { external-secrets = true }

[secrets.payments]
kubernetes      = "payments"
secrets_manager = "shop/payments"
keys            = ["token"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { TOKEN = { secret = "payments" } }
```

Declare `external-secrets` or `secrets-store-csi-driver` in `[cluster.addons]`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if model.has_addon("external-secrets") {
        return;
    }
    let has_driver = model.has_addon("secrets-store-csi-driver");
    for secret in model.stored_secrets() {
        if !has_driver {
            findings
                .at(secret.span, format!("nothing brings the Secret `{}` into the cluster", secret.name))
                .label("its value lives in AWS")
                .help("add `external-secrets = true` to `[cluster.addons]`");
        } else if secret.keys.is_empty() {
            findings
                .at(secret.span, format!("the keys of the Secret `{}` are not known", secret.name))
                .label("the Secrets Store CSI driver fills key by key")
                .help("add `keys = [\"...\"]`");
        }
    }
}
