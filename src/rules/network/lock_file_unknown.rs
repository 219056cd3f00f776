//! A lock that the admitted versions of Terraform do not know.
//!
//! Source: <https://github.com/hashicorp/terraform/blob/v1.10/CHANGELOG.md>
//! Source: <https://developer.hashicorp.com/terraform/language/backend/s3#state-locking>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "lock-file-unknown",
    severity: Severity::Error,
    summary: "the state is locked by a file, and no admitted version of Terraform knows that",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
State in S3 is locked by a file beside it, since Terraform 1.10. An earlier version refuses the key `use_lockfile`, and `terraform init` fails.

```toml fail
[terraform]
required_version = "~> 1.9.0"
backend          = { bucket = "acme-state" }

[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[terraform]
required_version = "~> 1.11"
backend          = { bucket = "acme-state" }

[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

Admit Terraform 1.10 or later, or name a `dynamodb_table` in `[terraform.backend]`.
"#;
