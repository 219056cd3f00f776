//! Two stages of one name.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#stage>

use crate::diagnostic::Severity;
use crate::model::{Model, Pipeline, StageKind};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "stage-title-twice",
    severity: Severity::Error,
    summary: "two stages of a pipeline have one name",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Jenkins refuses two stages of one name side by side, and nobody could tell them apart in its log.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
"Smoke test" = { after = "deploy", sh = "./smoke" }
smoke_test   = { url = "https://shop.example.com/" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
"Contract test" = { after = "deploy", sh = "./contract" }
smoke_test      = { url = "https://shop.example.com/" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Choose another name for the own stage.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for pipeline in model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines) {
        for stage in pipeline.all_stages().filter(|stage| matches!(stage.kind, StageKind::Own(_))) {
            if taken(pipeline, &stage.title) {
                findings
                    .at(stage.span, format!("another stage is called `{}`", stage.key))
                    .help("choose another name");
            }
        }
    }
}

/// The names of the stages that kura writes.
fn taken(pipeline: &Pipeline, name: &str) -> bool {
    let built_in = pipeline.all_stages().filter(|stage| !matches!(stage.kind, StageKind::Own(_)));
    let mut titles = built_in.map(|stage| stage.title.clone());
    let mut images = pipeline.images.iter().flat_map(|image| {
        [image.clone(), format!("Image {image}"), format!("Build {image}"), format!("Push {image}")]
    });
    let others = ["Checkout", "Plan", "Apply", "Terraform plan"];
    titles.any(|title| title == name) || images.any(|title| title == name) || others.contains(&name)
}
