//! Without deletion protection one plan can take the data away.
//!
//! Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unprotected-database",
    severity: Severity::Warning,
    summary: "Terraform may delete a database",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A key that is renamed or removed by mistake plans the database's end, and an apply carries it out.

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
deletion_protection = false

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

Remove `deletion_protection = false`, and set it only to let the database go.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for database in model.databases.values().filter(|database| !database.deletion_protection.value) {
        findings
            .at(
                database.deletion_protection.span,
                format!("Terraform may delete the database `{}`", database.key),
            )
            .help("remove `deletion_protection = false`, unless the database is to go");
    }
}
