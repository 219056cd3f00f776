//! Settings of Terraform where nothing is made.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "terraform-without-network",
    severity: Severity::Error,
    summary: "there is nothing that Terraform would make",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
kura writes Terraform for a `[network]`. Without one there is no root module, and the versions and state would be settings of nothing.

```toml fail
[terraform.backend]
bucket = "acme-state"
```

```toml pass
[terraform.backend]
bucket = "acme-state"

[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

Add `[network]`, or remove `[terraform]`.
"#;
