//! EC2 has a list of instance types, and it grows.
//!
//! Source: <https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html>

use crate::diagnostic::{Severity, nearest};
use crate::model::{Hosts, Model};
use crate::rules::rule::{Findings, Rule};
use crate::tables::instance_types::{as_of, instance_type, names};

pub(super) const RULE: Rule = Rule {
    name: "unknown-instance-type",
    severity: Severity::Warning,
    summary: "an instance type is none that kura knows",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EC2 makes no instance of a type that it does not have: a Jenkins host is refused, and EKS waits half an hour for its nodes. The table of types ages, so a newer one passes with this warning.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.huge"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Correct the name. If AWS has brought the type since the day of the table, allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let groups = model.cluster.iter().flat_map(|cluster| cluster.node_groups.values());
    let hosts = model.jenkins_hosts.iter().flat_map(Hosts::all).map(|host| &host.instance_type);
    let named = groups.flat_map(|group| &group.instance_types).chain(hosts);
    for name in named.filter(|name| instance_type(name).is_none()) {
        let near = nearest(name, names());
        let message = format!("`{name}` is not in the table of instance types of {}", as_of());
        let finding = findings.at(name.span, message);
        if let Some(near) = near {
            finding.did_you_mean(near);
        } else {
            finding.help(
                "correct it; if AWS has brought it since, allow `unknown-instance-type` in `[checks.rules]`",
            );
        }
    }
}
