//! A pipeline without a stage.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#stages>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "pipeline-without-stages",
    severity: Severity::Error,
    summary: "a pipeline has nothing to do",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Jenkins refuses a declarative pipeline without a stage, and there is no image to build and no service to deploy.

```toml fail
[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Add a table to `[images]` or `[services]`, or remove `[jenkins]`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let pipelines = model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines);
    for pipeline in pipelines.filter(|pipeline| pipeline.stages.is_empty()) {
        findings
            .at(pipeline.span, "the pipeline has nothing to do")
            .label("there is no image to build and no service to deploy")
            .help("add a table to `[images]` or `[services]`, or remove the pipeline");
    }
}
