//! A retention of 0 days switches backups off.
//!
//! Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "database-without-backup",
    severity: Severity::Warning,
    summary: "a database is never backed up",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With `backup_retention_period = 0` RDS makes no backups: a wrong `DELETE` cannot be undone.

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
backup_retention_period = 0

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

Keep backups for some days.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for database in model.databases.values().filter(|database| database.backup_retention_period.value == 0) {
        findings
            .at(
                database.backup_retention_period.span,
                format!("the database `{}` is never backed up", database.key),
            )
            .label("a wrong statement cannot be undone")
            .help("write the days that backups are kept, such as `7`");
    }
}
