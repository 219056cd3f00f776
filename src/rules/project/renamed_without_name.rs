//! What AWS cannot give another name is destroyed and made again, wherever Terraform moves its address.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group>,
//! <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "renamed-without-name",
    severity: Severity::Error,
    summary: "a new key would also be a new name in AWS, and replace what `renamed_from` keeps",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
`renamed_from` moves the address in Terraform. A node group, a database and an ECR repository are also called in AWS after their key, unless another key names them, and AWS gives the group, the repository and the first database no other name: Terraform would destroy them, with what they hold.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
renamed_from   = "nodes"
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
renamed_from   = "nodes"
name           = "nodes"
```

Keep the old name: `name` of a node group, `name` and `db_name` of a database, `repository` of an image. Remove `renamed_from` where a new one is meant.
"#;

/// What has a new key, and its names in AWS, each with how its old one is kept.
struct Renamed<'m> {
    what: &'static str,
    key: &'m Text,
    old: &'m Text,
    names: Vec<(&'m Text, String)>,
}

fn check(model: &Model, findings: &mut Findings) {
    let renamed = [groups(model), databases(model), repositories(model)];
    for Renamed { what, key, old, names } in renamed.into_iter().flatten() {
        // A name that stands where the key stands comes from the key.
        let from_key: Vec<_> = names.iter().filter(|(name, _)| name.span == key.span).collect();
        let Some((name, _)) = from_key.first() else { continue };
        let keep: Vec<_> = from_key.iter().map(|(_, keep)| format!("`{keep}`")).collect();
        findings
            .at(old.span, format!("the {what} `{old}` would be replaced by a new one"))
            .label(format!("its name in AWS becomes `{name}`"))
            .help(format!("add {}", keep.join(" and ")));
    }
}

fn groups(model: &Model) -> Vec<Renamed<'_>> {
    let made = model.cluster.iter().filter(|cluster| !cluster.existing);
    let groups = made.flat_map(|cluster| cluster.node_groups.values());
    let renamed = groups.filter_map(|group| {
        let old = group.renamed_from.as_ref()?;
        let names = vec![(&group.name, format!("name = \"{old}\""))];
        Some(Renamed { what: "node group", key: &group.key, old, names })
    });
    renamed.collect()
}

fn databases(model: &Model) -> Vec<Renamed<'_>> {
    let renamed = model.databases.values().filter_map(|database| {
        let old = database.renamed_from.as_ref()?;
        let name = format!("name = \"{}-{old}\"", model.project.name);
        let names = vec![(&database.name, name), (&database.db_name, format!("db_name = \"{old}\""))];
        Some(Renamed { what: "database", key: &database.key, old, names })
    });
    renamed.collect()
}

fn repositories(model: &Model) -> Vec<Renamed<'_>> {
    let Some(ecr) = model.registry.ecr.as_ref().filter(|ecr| ecr.repositories.is_some()) else {
        return Vec::new();
    };
    let renamed = model.images.values().filter_map(|image| {
        let old = image.renamed_from.as_ref()?;
        let namespace = ecr.repository_name(image).strip_suffix(image.key.as_str()).unwrap_or_default();
        let names = vec![(&image.repository, format!("repository = \"{namespace}{old}\""))];
        Some(Renamed { what: "repository", key: &image.key, old, names })
    });
    renamed.collect()
}
