//! Terraform keeps what it makes in its state, passwords too.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "first-password-in-state",
    severity: Severity::Warning,
    summary: "first passwords stand in the state of Terraform in clear",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever may read the state can log in as a new user until that user has done so. With a public key the state, and the output `first_passwords`, hold only what its owner can decrypt.

```toml fail
[team.groups.developers]
users = ["ada"]
```

```toml pass
[team]
pgp_key = "keybase:ada"

[team.groups.developers]
users = ["ada"]
```

Set `team.pgp_key`: `keybase:<user>`, or what `gpg --export <key> | base64 -w0` prints. It takes an RSA key: Terraform knows no other.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(team) = model.team.as_ref().filter(|team| team.pgp_key.is_none()) else { return };
    if !team.groups.is_empty() {
        findings
            .at(team.span, "the first passwords of the team stand in the state in clear")
            .label("whoever reads the state can be the first to log in")
            .help("add `pgp_key = \"keybase:<user>\"`, or a public key in base64");
    }
}
