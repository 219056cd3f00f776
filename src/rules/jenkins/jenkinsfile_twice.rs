//! A Jenkinsfile of two pipelines.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "jenkinsfile-twice",
    severity: Severity::Error,
    summary: "two pipelines have one Jenkinsfile",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Each pipeline is a file of its own: the second would be written over the first.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[services.api]
image            = "ghcr.io/acme/api:2.0"
security_context = { run_as_user = 1000 }

[jenkins.pipelines]
a = { jenkinsfile = "Jenkinsfile", services = ["web"] }
b = { jenkinsfile = "Jenkinsfile", services = ["api"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[services.api]
image            = "ghcr.io/acme/api:2.0"
security_context = { run_as_user = 1000 }

[jenkins.pipelines]
a = { jenkinsfile = "a/Jenkinsfile", services = ["web"] }
b = { jenkinsfile = "b/Jenkinsfile", services = ["api"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Give each a path of its own.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(jenkins) = &model.jenkins else { return };
    let mut seen = BTreeMap::new();
    for pipeline in &jenkins.pipelines {
        let file = &pipeline.jenkinsfile;
        if let Some(other) = seen.insert(file.value.as_str().to_lowercase(), file.span) {
            findings
                .at(file.span, format!("two pipelines are written to `{}`", file.value))
                .related(other, "the other is here")
                .help("give each a path of its own");
        }
    }
}
