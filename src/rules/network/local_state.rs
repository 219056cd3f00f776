//! Terraform's state belongs where everybody who applies finds it, and a lock with it.
//!
//! Source: <https://developer.hashicorp.com/terraform/language/backend/s3>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "local-state",
    severity: Severity::Warning,
    summary: "Terraform's state is a file on one machine",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever applies from another machine, or from a fresh workspace of Jenkins, has no state there: Terraform would make everything a second time. Nothing keeps two people from applying at once, either.

```toml fail
[terraform]
required_version = "~> 1.11"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[terraform.backend]
bucket = "acme-state"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

Name an S3 bucket in `[terraform.backend]`; it has to exist before the first `terraform init`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let of_hosts = model.jenkins_hosts.as_ref().map(|hosts| &hosts.terraform);
    let Some(terraform) = model.terraform.as_ref().or(of_hosts) else { return };
    if terraform.backend.is_none() {
        findings
            .at(terraform.span, "Terraform's state is a local file")
            .label("who applies on another machine would make everything again")
            .help("add `backend = { bucket = \"...\" }` to `[terraform]`, with the name of an S3 bucket");
    }
}
