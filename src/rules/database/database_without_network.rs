//! A database needs a VPC to stand in.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "database-without-network",
    severity: Severity::Error,
    summary: "a database is declared and there is no network for it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
RDS puts a database into subnets of a VPC.

```toml fail
[databases.main]
engine         = "postgres"
engine_version = "17.7"
instance_class = "db.t4g.micro"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DATABASE_HOST = { database = "main", key = "host" } }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
data_a = { tier = "intra", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
data_b = { tier = "intra", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }

[databases.main]
engine         = "postgres"
engine_version = "17.7"
instance_class = "db.t4g.micro"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DATABASE_HOST = { database = "main", key = "host" } }
```

Add `[network]` with subnets in two zones.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if model.network.is_some() {
        return;
    }
    for database in model.databases.values() {
        findings
            .at(database.key.span, format!("there is no network for the database `{}`", database.key))
            .help("add `[network]` with private or intra subnets in two zones");
    }
}
