//! A database that nothing refers to costs money for nothing.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unused-database",
    severity: Severity::Warning,
    summary: "a database is declared and no workload refers to it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
It is paid for by the hour; more often a reference to it was forgotten.

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

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
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

Refer to it with `{ database = "...", key = "host" }` in `env`, or remove it.
"#;

fn check(model: &Model, findings: &mut Findings) {
    // Where nothing runs, others use it.
    if model.pods().next().is_none() {
        return;
    }
    let outputs = model.terraform_outputs();
    for database in model.databases.values() {
        if !outputs.contains(database.host_output().as_str()) {
            findings
                .at(database.key.span, format!("no workload refers to the database `{}`", database.key))
                .help(format!("give one its host: `{{ database = \"{}\", key = \"host\" }}`", database.key));
        }
    }
}
