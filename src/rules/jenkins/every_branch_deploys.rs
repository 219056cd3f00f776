//! Deployments of branches that nobody has merged.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#when>

use crate::diagnostic::Severity;
use crate::model::{Model, StageKind, TerraformAction};
use crate::read::config::JobKind;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "every-branch-deploys",
    severity: Severity::Warning,
    summary: "every branch of a multibranch job deploys",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A multibranch job builds each branch and each pull request: what somebody tries out would run in the cluster, or be applied by Terraform.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]
job = "multibranch"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]
job = "multibranch"

[jenkins.stages]
deploy = { when_branch = "main" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Add `when_branch` to the stage; `addons`, `migrate`, `after_deploy` and `smoke_test` have that of `deploy`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(jenkins) = model.jenkins.as_ref().filter(|jenkins| jenkins.job == JobKind::Multibranch) else {
        return;
    };
    for pipeline in &jenkins.pipelines {
        for stage in pipeline.stages.iter().filter(|stage| stage.when_branch.is_none()) {
            let changes = match &stage.kind {
                StageKind::Deploy(_) => true,
                StageKind::Terraform(terraform) => terraform.action != TerraformAction::Plan,
                // They have the branch of `deploy`, where it runs.
                StageKind::Addons | StageKind::Migrate | StageKind::AfterDeploy => {
                    pipeline.deploy().is_none()
                }
                _ => false,
            };
            if changes {
                findings
                    .at(stage.span, format!("the stage `{}` runs on every branch", stage.key))
                    .label("also on pull requests")
                    .help(format!("add `when_branch = \"main\"` to `[jenkins.stages.{}]`", stage.key));
            }
        }
    }
}
