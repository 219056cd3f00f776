//! A ServiceAccount names its role by an ARN, and that holds the number of the account.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html>

use crate::diagnostic::Severity;
use crate::model::{Model, Pipeline, StageKind, WorkloadRole};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "role-without-account",
    severity: Severity::Error,
    summary: "nobody completes the ARN of a workload's role",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With `addon_identity = "irsa"` a ServiceAccount names its role by an ARN, which holds the number of the AWS account. A pipeline that deploys asks AWS for it; what is applied by hand, or from git, must hold it already.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version        = "1.35"
existing       = true
addon_identity = "irsa"

[terraform]
backend = { bucket = "acme-state" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version        = "1.35"
existing       = true
addon_identity = "pod_identity"

[terraform]
backend = { bucket = "acme-state" }
```

Add `account_id` to `[project]`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if !model.annotates_roles() || model.cluster.is_none() || model.project.account_id.is_some() {
        return;
    }
    let roles = model.workload_roles();
    let pipelines = || model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines);
    for role in roles.iter().filter(|role| role.existing().is_none()) {
        if !pipelines().any(|pipeline| completes(pipeline, role)) {
            findings
                .at(role.key.span, format!("the ARN of the role of `{}` lacks the account", role.key))
                .label("no pipeline applies its ServiceAccount, and could ask AWS")
                .help("add `account_id = \"...\"` to `[project]`");
        }
    }
}

/// Whether a pipeline puts the account into what it applies.
fn completes(pipeline: &Pipeline, role: &WorkloadRole<'_>) -> bool {
    let key = &role.key.value;
    let applies = |kind: &StageKind| match kind {
        StageKind::Migrate | StageKind::AfterDeploy => pipeline.jobs.contains(key),
        kind => kind.rolls_out(),
    };
    let has = pipeline.services.contains(key) || pipeline.jobs.contains(key);
    has && pipeline.all_stages().any(|stage| applies(&stage.kind))
}
