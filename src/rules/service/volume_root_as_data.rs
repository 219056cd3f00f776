//! A new file system is not empty.
//!
//! Source: <https://github.com/docker-library/docs/blob/master/postgres/README.md>

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model, Volume, VolumeSource};
use crate::rules::rule::{Findings, Rule};
use crate::tables::public_images::public_image;

pub(super) const RULE: Rule = Rule {
    name: "volume-root-as-data",
    severity: Severity::Error,
    summary: "PostgreSQL is given the root of a disk as the folder of its data",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A disk that was just formatted has a folder `lost+found`, and `initdb` refuses a folder that is not empty: the database never starts. From version 18 on the image keeps its data in a folder below.

```toml fail
[secrets.db]
kubernetes = "db"
keys       = ["password"]

[services.db]
image = "postgres:17.5"
port  = 5432
env   = { POSTGRES_PASSWORD = { secret = "db" } }
volumes = { data = { mount_path = "/var/lib/postgresql/data", size = "10Gi" } }
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

Add `sub_path`: the data are then in a folder of the disk.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let container = &service.pod.container;
        let ContainerImage::Public(image) = &container.image else { continue };
        // What is mounted at `/var/lib/postgresql` has the data further down.
        let data = public_image(image)
            .and_then(|known| known.data)
            .filter(|data| data.ends_with("/postgresql/data"));
        let Some(data) = data.filter(|_| !container.env.contains_key("PGDATA")) else { continue };
        let is_root = |volume: &&Volume| {
            volume.mount_path.trim_end_matches('/') == data
                && volume.sub_path.is_none()
                && matches!(volume.source, VolumeSource::Claim { .. })
        };
        if let Some(volume) = service.pod.volumes.values().find(is_root) {
            findings
                .at(volume.mount_path.span, "PostgreSQL refuses the root of a disk as the folder of its data")
                .label("a new disk has a folder `lost+found`")
                .help("add `sub_path = \"data\"` to the volume");
        }
    }
}
