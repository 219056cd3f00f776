//! A build must not take away what it is there to deploy.
//!
//! Source: <https://developer.hashicorp.com/terraform/cli/commands/destroy>

use crate::diagnostic::Severity;
use crate::lang::shell::shell_commands;
use crate::model::{Jenkins, Model, Steps};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "destroying-stage",
    severity: Severity::Warning,
    summary: "a script destroys what the project runs on, and nobody is asked",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Every build would do it, also the one that a push starts by itself. A pipeline that deletes or destroys is often a leftover of a trial.

```toml fail
[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }

[jenkins]

[jenkins.stages.clear]
after = "deploy"
sh    = "kubectl delete -f kubernetes/"

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

[jenkins.stages.clear]
after = "deploy"
input = "Delete everything?"
sh    = "kubectl delete -f kubernetes/"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove the stage, or add `input`: then a person has to answer first.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for (steps, stage) in model.jenkins.iter().flat_map(Jenkins::own_steps) {
        let Steps::Sh(script) = steps else { continue };
        let is_asked = stage.is_some_and(|stage| stage.input.is_some());
        let destroys = |command: &Vec<String>| destroys(command);
        let Some(command) = shell_commands(script).into_iter().find(destroys).filter(|_| !is_asked) else {
            continue;
        };
        let finding = findings.at(script.span, format!("`{}` runs in every build", command.join(" ")));
        finding.label("nobody is asked");
        finding.help(if stage.is_some() {
            "add `input = \"...\"`, a question that a person answers first, or remove the stage"
        } else {
            "move it into a stage with `input`, or remove it"
        });
    }
}

/// Whether a command takes away whole files, namespaces, clusters or states.
fn destroys(command: &[String]) -> bool {
    let words: Vec<_> = command.iter().map(String::as_str).collect();
    let all = ["-f", "-k", "--filename", "--kustomize", "namespace", "namespaces", "ns", "all", "--all"];
    match words.as_slice() {
        ["terraform", rest @ ..] => {
            rest.contains(&"destroy") || rest.contains(&"apply") && rest.contains(&"-destroy")
        }
        ["eksctl", "delete", "cluster", ..] => true,
        ["kubectl", rest @ ..] => rest.contains(&"delete") && rest.iter().any(|word| all.contains(word)),
        _ => false,
    }
}
