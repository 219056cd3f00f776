//! RDS refuses a subnet group that lies in one zone.
//!
//! Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "database-in-one-zone",
    severity: Severity::Error,
    summary: "the subnets for databases lie in one zone",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
RDS wants subnets in two zones, also for a database without a standby: it refuses the subnet group otherwise.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
data_a = { tier = "intra", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }

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

Add a private or intra subnet in a second zone.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let zones: BTreeSet<_> =
        network.database_subnets().map(|subnet| subnet.availability_zone.as_str()).collect();
    if zones.len() > 1 {
        return;
    }
    for database in model.databases.values() {
        findings
            .at(database.key.span, format!("RDS cannot place the database `{}`", database.key))
            .label("it wants subnets in two zones")
            .related(network.name.span, "the private and intra subnets of this network do not lie in two")
            .help("add a private or intra subnet in a second zone");
    }
}
