//! The role of a workload is called after the project and the workload's key, and must be the only one of that name.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unusable-role-name",
    severity: Severity::Error,
    summary: "the role of a workload cannot be called after its key",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A workload with permissions in AWS has a role called `<project>-<key>`. IAM takes 64 characters, and no two roles may share a name: neither two workloads', nor a workload's and one that kura makes for the cluster, its nodes, add-ons or backups.

```toml fail
[services.backup]
image            = "ghcr.io/acme/backup:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

```toml pass
[services.dump]
name             = "backup"
image            = "ghcr.io/acme/backup:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

Choose another key; `name` keeps the name in the cluster.
"#;

/// The longest name of a role.
const LONGEST: usize = 64;

/// Roles of kura's own, by the last part of their addresses; add-ons have more.
const OWN: [&str; 5] = ["backup", "cluster", "flow_logs", "node", "rds_monitoring"];

fn check(model: &Model, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    let mut roles = model.workload_roles();
    roles.retain(|role| role.existing().is_none());
    roles.sort_by_key(|role| role.key.span);
    for role in roles {
        let (key, name) = (role.key, model.role_name(&role));
        let help = "choose another key; `name` keeps the name in the cluster";
        if name.len() > LONGEST {
            let message = format!("the role `{name}` has a name of more than {LONGEST} characters");
            findings.at(key.span, message).help(help);
        }
        if OWN.contains(&key.as_str()) || model.has_addon(key) {
            findings.at(key.span, format!("kura itself makes a role `{name}`")).help(help);
        }
        if let Some(other) = seen.insert(key.as_str(), key.span) {
            let message = format!("two roles are called `{name}`");
            findings.at(key.span, message).related(other, "the other is for this one").help(help);
        }
    }
}
