//! Migrations are no part of a build.

use crate::diagnostic::Severity;
use crate::model::{Image, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "migration-in-image",
    severity: Severity::Error,
    summary: "the build of an image migrates a database",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A build runs once, on an agent that cannot and must not reach the database; the image would be built and the database of production left as it was.

```toml fail
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { final_end = ["RUN python manage.py migrate"] }

[services.api]
image = "api"
```

```toml pass
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { final_end = ["RUN python manage.py collectstatic --noinput"] }

[services.api]
image = "api"
```

Migrate in an init container of the service, such as `init_containers = { migrate = { command = ["python", "manage.py", "migrate"] } }`, or in a job before the rollout.
"#;

/// Words of commands that migrate a database.
const MIGRATIONS: &[&str] = &[
    "manage.py migrate",
    "django-admin migrate",
    "alembic upgrade",
    "flask db upgrade",
    "prisma migrate",
    "sequelize db:migrate",
    "knex migrate",
    "typeorm migration:run",
    "db:migrate",
    "flyway",
    "liquibase update",
    "dotnet ef database update",
    "diesel migration run",
    "sqlx migrate run",
    "goose up",
];

fn check(model: &Model, findings: &mut Findings) {
    for (script, place) in model.images.values().flat_map(Image::build_scripts) {
        let words = script.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(migration) = MIGRATIONS.iter().find(|migration| words.contains(**migration)) {
            findings
                .at(place.span, format!("`{migration}` runs when the image is built"))
                .label(place.label("there is no database to migrate"))
                .help("migrate in an init container of the service, or in a job before the rollout");
        }
    }
}
