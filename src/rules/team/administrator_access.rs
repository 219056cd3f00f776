//! Who may do everything can also do everything by mistake.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege>

use crate::diagnostic::Severity;
use crate::model::{Hosts, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "administrator-access",
    severity: Severity::Warning,
    summary: "somebody or something may do everything in the account",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Such a policy lets one stolen session, or one wrong command, end everything in the account.

```toml fail
[team.groups.developers]
users    = ["ada"]
policies = ["AdministratorAccess"]

[team]
pgp_key = "keybase:ada"
```

```toml pass
[team.groups.developers]
users    = ["ada"]
policies = ["PowerUserAccess"]

[team]
pgp_key = "keybase:ada"
```

Name what is needed: a policy of AWS for the work, or `statements`.
"#;

/// Policies with which one can give oneself every other.
const POLICIES: &[&str] = &["AdministratorAccess", "IAMFullAccess"];

fn check(model: &Model, findings: &mut Findings) {
    let groups = model.team.iter().flat_map(|team| team.groups.values()).map(|group| &group.iam);
    let workloads = model.workloads().filter_map(|(_, _, iam)| iam);
    let hosts = model.jenkins_hosts.iter().flat_map(Hosts::all).map(|host| &host.iam);
    for iam in groups.chain(workloads).chain(hosts) {
        for policy in iam.policies.iter().filter(|policy| is_for_everything(policy)) {
            findings
                .at(policy.span, format!("`{policy}` allows everything"))
                .help("name the policies or statements that the work needs");
        }
        for (sid, statement) in &iam.statements {
            if let Some(action) =
                statement.actions.iter().find(|action| matches!(action.as_str(), "*" | "iam:*"))
            {
                findings
                    .at(action.span, format!("the statement `{sid}` allows everything"))
                    .help("name the actions that the work needs");
            }
        }
    }
}

fn is_for_everything(policy: &str) -> bool {
    POLICIES.contains(&policy.rsplit('/').next().unwrap_or(policy))
}
