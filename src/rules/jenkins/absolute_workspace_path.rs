//! Where a workspace lies is decided anew by each agent.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables>

use crate::diagnostic::Severity;
use crate::model::{Jenkins, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "absolute-workspace-path",
    severity: Severity::Warning,
    summary: "a script names the workspace of one Jenkins host",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The folder is another one on another agent, for another job name, and for a build that runs beside another.

```toml fail
[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }

[jenkins]

[jenkins.stages.check]
after = "deploy"
sh    = "cd /var/lib/jenkins/workspace/shop && make smoke"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }

[jenkins]

[jenkins.stages.check]
after = "deploy"
sh    = "make smoke"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove the path: steps start in the workspace. `dir` names a folder of it, and `$WORKSPACE` is its path.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for (steps, _) in model.jenkins.iter().flat_map(Jenkins::own_steps) {
        let text = steps.text();
        let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '='));
        if let Some(path) = words.find(|word| word.starts_with('/') && word.contains("/workspace/")) {
            findings
                .at(text.span, format!("`{path}` is the workspace of one host"))
                .label("steps start in the workspace anyway")
                .help("remove the path; `dir` names a folder of the workspace, and `$WORKSPACE` is its path");
        }
    }
}
