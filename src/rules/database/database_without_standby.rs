//! A database without a standby is down while its zone is.
//!
//! Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "database-without-standby",
    severity: Severity::Warning,
    summary: "a database has no standby in a second zone",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
When the zone or the instance of the database fails, and while AWS maintains it, nothing takes its place.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
data_a = { tier = "intra", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
data_b = { tier = "intra", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }

[databases.main]
engine         = "postgres"
engine_version = "17.7"
instance_class = "db.t4g.micro"
multi_az       = false

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

Remove `multi_az = false`, or allow the rule where the price of a standby matters more.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for database in model.databases.values().filter(|database| !database.multi_az.value) {
        findings
            .at(database.multi_az.span, format!("the database `{}` has no standby", database.key))
            .label("while its zone or its instance fails, it is gone")
            .help("remove `multi_az = false`");
    }
}
