//! A database keeps its data in one folder, which must outlive its pods.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/>
//! Source: <https://github.com/docker-library/docs/tree/master/postgres>

use std::path::Path;

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model};
use crate::rules::rule::{Findings, Rule};
use crate::tables::public_images::public_image;

pub(super) const RULE: Rule = Rule {
    name: "data-without-volume",
    severity: Severity::Error,
    summary: "a database has no volume for its data",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The root file system is read-only, so the database does not even start; with a writable one every restart of the pod would begin with an empty database.

```toml fail
[secrets.db]
kubernetes = "db"
keys       = ["password"]

[services.db]
image = "postgres:17.5"
port  = 5432
env   = { POSTGRES_PASSWORD = { secret = "db" } }
```

```toml pass
[secrets.db]
kubernetes = "db"
keys       = ["password"]

[services.db]
image = "postgres:17.5"
port  = 5432
env   = { POSTGRES_PASSWORD = { secret = "db" } }
volumes = { data = { mount_path = "/var/lib/postgresql/data", size = "10Gi", sub_path = "db" } }
```

Mount a volume with a `size` at the folder; one without a `size` is empty after every restart, which may do for a trial.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let container = &service.pod.container;
        let ContainerImage::Public(image) = &container.image else { continue };
        let Some(data) = public_image(image).and_then(|known| known.data) else { continue };
        // Another command, or another folder, is the user's own business.
        if !container.command.is_empty() || container.env.contains_key("PGDATA") {
            continue;
        }
        let holds = |path: &str| Path::new(data).starts_with(path) || Path::new(path).starts_with(data);
        if !service.pod.volumes.values().any(|volume| holds(&volume.mount_path)) {
            findings
                .at(
                    container.image_span,
                    format!("`{}` has no volume for the data of `{image}`", service.key),
                )
                .label(format!("it writes to `{data}`, and would begin empty after every restart"))
                .help(format!("add `volumes = {{ data = {{ mount_path = \"{data}\", size = \"10Gi\" }} }}`"));
        }
    }
}
