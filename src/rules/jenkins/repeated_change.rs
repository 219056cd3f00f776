//! A second try of what may have half happened.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#options>

use crate::diagnostic::Severity;
use crate::model::{Model, Pipeline, StageKind};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "repeated-change",
    severity: Severity::Warning,
    summary: "a stage is tried again that changes something each time",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A try that failed in the middle has changed something: the next one starts from there, and its log hides why. The network steps of such stages are tried again by themselves.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }

[jenkins.stages.terraform]
action = "apply"
retry  = 2

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }

[jenkins.stages.terraform]
action = "apply"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove `retry`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let pipelines = model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines);
    for stage in pipelines.flat_map(Pipeline::all_stages).filter(|stage| stage.retry.is_some()) {
        let changes = matches!(
            stage.kind,
            StageKind::Terraform(_) | StageKind::Migrate | StageKind::AfterDeploy | StageKind::Deploy(_)
        );
        if changes {
            findings
                .at(stage.span, format!("the stage `{}` is tried again after it failed", stage.key))
                .label("the first try may have done half of it")
                .help("remove `retry`");
        }
    }
}
