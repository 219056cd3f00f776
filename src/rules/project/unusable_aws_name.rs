//! Names in AWS that kura makes of several keys, or that two keys lead to.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::model::{Hosts, Model};
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;

/// Characters of a role's name.
const LONGEST_ROLE: usize = 64;

pub(super) const RULE: Rule = Rule {
    name: "unusable-aws-name",
    severity: Severity::Error,
    summary: "AWS or Terraform cannot give a thing its name, which is taken or too long",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Names in AWS are made of the project's name, or the cluster's, and a key. The apply fails halfway where two things would have one name, where Terraform would know two by one address, or where a role's name has more than 64 characters. IAM does not tell upper from lower case.

```toml fail
[cluster]
version  = "1.35"
existing = true

[team]
pgp_key = "keybase:ada"

[team.groups.developers]
users = ["ada"]

[team.groups.operators]
users = ["Ada"]
```

```toml pass
[cluster]
version  = "1.35"
existing = true

[team]
pgp_key = "keybase:ada"

[team.groups.developers]
users = ["ada"]

[team.groups.operators]
users = ["ada"]
```

Choose another key or name.
"#;

/// What has a name that may be there once.
struct Thing {
    /// What it is, with an article.
    kind: &'static str,
    name: String,
    /// Where the name comes from.
    span: Span,
}

fn check(model: &Model, findings: &mut Findings) {
    let mut taken: BTreeMap<(&str, String), Span> = BTreeMap::new();
    // A role whose name and address are both taken is one mistake.
    let mut reported = BTreeSet::new();
    for Thing { kind, name, span } in roles(model).into_iter().chain(others(model)) {
        if kind == ROLE && name.len() > LONGEST_ROLE && reported.insert(span) {
            findings
                .at(span, format!("the role `{name}` has {} characters", name.len()))
                .label(format!("IAM takes {LONGEST_ROLE}"))
                .help("use a shorter key, or a shorter project name");
        }
        let first = *taken.entry((kind, name.to_lowercase())).or_insert(span);
        if first != span && reported.insert(span) {
            findings
                .at(span, format!("{kind} `{name}` is there already"))
                .related(first, "it comes from here")
                .help("choose another key or name");
        }
    }
}

const ROLE: &str = "the IAM role";

/// The roles, each by its name and by its address; those that kura names itself first.
fn roles(model: &Model) -> Vec<Thing> {
    let project = &model.project.name;
    let mut roles = Vec::new();
    let mut role = |address: &str, name: String, span: Span| {
        roles.push(Thing { kind: ROLE, name, span });
        roles.push(Thing { kind: "the address", name: format!("aws_iam_role.{address}"), span });
    };
    if model.network.as_ref().is_some_and(|network| network.flow_logs) {
        role("flow_logs", format!("{project}-flow-logs"), project.span);
    }
    if !model.databases.is_empty() {
        role("rds_monitoring", format!("{project}-rds-monitoring"), project.span);
    }
    let mut volumes = model.pods().flat_map(|pod| pod.volumes.values());
    if volumes.any(|volume| volume.backup_retention_days.is_some()) {
        role("backup", format!("{project}-backup"), project.span);
    }
    if let Some(cluster) =
        model.cluster.as_ref().filter(|cluster| !cluster.existing && model.network.is_some())
    {
        let own = ["cluster", "node"].map(|name| (name, cluster.name.span));
        let addons = model.addons.values().map(|addon| (addon.name.as_str(), addon.span));
        for (name, span) in own.into_iter().chain(addons) {
            role(name, format!("{}-{name}", cluster.name), span);
        }
    }
    for (key, _, iam) in model.workloads() {
        if iam.is_some_and(|iam| iam.role_arn.is_none()) {
            role(key, format!("{project}-{key}"), key.span);
        }
    }
    roles.extend(model.jenkins_hosts.iter().flat_map(|hosts| host_roles(project, hosts)));
    roles
}

/// The roles of the hosts' module, which shares names with the application's, and no addresses.
fn host_roles(project: &Text, hosts: &Hosts) -> Vec<Thing> {
    let flow_logs = hosts.network.as_ref().filter(|network| network.flow_logs);
    let flow_logs = flow_logs.map(|_| ("flow_logs", "flow-logs", project.span));
    let backups = hosts.controller.as_ref().map(|it| ("home_backup", "home-backup", it.host.key.span));
    let own = hosts.all().filter(|host| host.iam.role_arn.is_none());
    let own = own.map(|host| (host.key.as_str(), host.key.as_str(), host.key.span));
    let roles = flow_logs.into_iter().chain(backups).chain(own);
    let things = |(address, key, span)| {
        let address = format!("aws_iam_role.{address}");
        let name = format!("{project}-jenkins-{key}");
        [
            Thing { kind: ROLE, name, span },
            Thing { kind: "the Jenkins module's address", name: address, span },
        ]
    };
    roles.flat_map(things).collect()
}

/// What else has a name that the user writes.
fn others(model: &Model) -> Vec<Thing> {
    let groups = || model.team.iter().flat_map(|team| team.groups.values());
    let thing =
        |kind: &'static str| move |name: &Text| Thing { kind, name: name.value.clone(), span: name.span };
    let mut users: BTreeMap<&str, &Text> = BTreeMap::new();
    for user in groups().flat_map(|group| &group.users) {
        users.entry(user).or_insert(user);
    }
    let mut things: Vec<_> = users.into_values().map(thing("the IAM user")).collect();
    things.extend(groups().map(|group| &group.key).map(thing("the IAM group")));
    let node_groups =
        model.cluster.iter().filter(|cluster| !cluster.existing).flat_map(|it| it.node_groups.values());
    things.extend(node_groups.map(|group| &group.name).map(thing("the node group")));
    things.extend(model.databases.values().map(|database| &database.name).map(thing("the database")));
    things.extend(model.monitoring.alarms.values().map(|alarm| Thing {
        kind: "the alarm",
        name: alarm.name.replace('_', "-"),
        span: alarm.name.span,
    }));
    let ecr = model.registry.ecr.as_ref().and_then(|ecr| ecr.repositories.as_ref());
    let images = model.images.values().filter(|_| ecr.is_some());
    things.extend(images.map(|image| Thing {
        kind: "the repository",
        name: image.repository.value.clone(),
        span: image.key.span,
    }));
    things
}
