//! A key that changes nothing, where somebody thinks that it does.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "key-without-effect",
    severity: Severity::Warning,
    summary: "a key is written where it changes nothing",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever reads the file believes what it says: that the disk of an agent has 100 GiB, or that somebody is asked before a stage runs. If nothing is made of a key, that is not so, and the next who changes it waits for an effect in vain.

```toml fail
[network]
vpc_id  = "vpc-0a1b2c3d4e5f60718"
name    = "shop-vpc"
subnets = { public_a = { tier = "public", availability_zone = "eu-west-1a", subnet_id = "subnet-0a1b2c3d4e5f60718" } }
```

```toml pass
[network]
vpc_id  = "vpc-0a1b2c3d4e5f60718"
subnets = { public_a = { tier = "public", availability_zone = "eu-west-1a", subnet_id = "subnet-0a1b2c3d4e5f60718" } }
```

Remove the key, or write what it needs beside it.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for found in &model.without_effect {
        findings
            .at(found.span, format!("`{}` has no effect here", found.key))
            .label(found.why)
            .help("remove the key, or write what it needs beside it");
    }
}
