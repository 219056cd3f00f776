//! A label stands for one kind of agent.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#agent>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "agent-label-twice",
    severity: Severity::Warning,
    summary: "two agents have one label",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A stage asks for a label, and gets any agent that has it: also the one without the stage's tools, on some days.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.agents]
docker = { label = "linux", tools = ["docker"] }
eks    = { label = "linux", tools = ["kubectl"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.agents]
docker = { label = "linux-docker", tools = ["docker"] }
eks    = { label = "linux-eks", tools = ["kubectl"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Give each its own label; where several hosts are alike, declare them once with all their tools.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(jenkins) = &model.jenkins else { return };
    let mut seen = BTreeMap::new();
    for label in &jenkins.labels {
        if let Some(other) = seen.insert(&label.value, label.span) {
            findings
                .at(label.span, format!("two agents have the label `{label}`"))
                .label("a stage that asks for it gets any of them")
                .related(other, "the other is here")
                .help("give each its own label, or declare agents that are alike once");
        }
    }
}
