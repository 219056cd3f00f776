//! A workload needs a few actions on a few resources.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege>

use crate::diagnostic::Severity;
use crate::model::{Iam, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "full-access-policy",
    severity: Severity::Warning,
    summary: "a workload may do everything with a service of AWS",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever gets into one container then reads and deletes everything that the account has of it, not only what belongs to the project.

```toml fail
[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3FullAccess"] }
```

```toml pass
[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
iam              = { statements = { Uploads = { actions = ["s3:GetObject", "s3:PutObject"], resources = ["arn:aws:s3:::shop-uploads/*"] } } }
```

Name the actions and resources in `iam.statements`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for (key, _, iam) in model.workloads() {
        let Some(iam) = iam else { continue };
        for policy in iam.policies.iter().filter(|policy| is_for_a_service(policy)) {
            findings
                .at(
                    policy.span,
                    format!("`{key}` may do everything that `{policy}` allows, with all there is"),
                )
                .help("name the actions and resources that it needs in `iam.statements`");
        }
        statements(key, iam, findings);
    }
}

/// Every action of a service on every resource; every action of all is the business of `administrator-access`.
fn statements(key: &str, iam: &Iam, findings: &mut Findings) {
    for statement in
        iam.statements.values().filter(|statement| statement.resources.iter().any(|one| one.as_str() == "*"))
    {
        let all = |action: &str| action.ends_with(":*") && action != "iam:*";
        if let Some(action) = statement.actions.iter().find(|action| all(action)) {
            findings
                .at(
                    action.span,
                    format!("`{key}` may do everything that `{action}` allows, with all there is"),
                )
                .help("name the actions, and the ARNs of what they are for");
        }
    }
}

fn is_for_a_service(policy: &str) -> bool {
    let name = policy.rsplit('/').next().unwrap_or(policy);
    name.ends_with("FullAccess") && name != "IAMFullAccess"
}
