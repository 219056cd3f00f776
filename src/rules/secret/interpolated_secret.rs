//! Groovy must not see the value of a secret: the shell reads it from its environment.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#string-interpolation>

use crate::diagnostic::Severity;
use crate::lang::groovy;
use crate::model::{Binding, Jenkins, Model, Steps};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "interpolated-secret",
    severity: Severity::Error,
    summary: "Groovy puts a secret into a string",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
In double quotes Groovy itself replaces the variable: the value becomes a part of the script's text, stands on the command line and in `ps`, and a quote or `$` in it is read as code.

```toml fail
[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }

[jenkins]

[jenkins.stages.report]
after       = "deploy"
groovy      = "sh \"curl --data ok $HOOK\""
environment = { HOOK = { secret = "slack_webhook" } }

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

[jenkins.stages.report]
after       = "deploy"
groovy      = "sh 'printf \"url = %s\" \"$HOOK\" | curl --data ok --config -'"
environment = { HOOK = { secret = "slack_webhook" } }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Write the string in single quotes, so that the shell reads the variable.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for (steps, stage) in model.jenkins.iter().flat_map(Jenkins::own_steps) {
        let (Steps::Groovy(code), Some(stage)) = (steps, stage) else { continue };
        let variables = stage.bindings.iter().filter_map(Binding::secret_variable);
        let Ok(script) = groovy::read(code) else { continue };
        for variable in variables.filter(|variable| script.interpolates(variable)) {
            findings
                .at(code.span, format!("Groovy puts the secret `{variable}` into a string"))
                .label("its value becomes a part of the script's text")
                .help(format!("write the string in single quotes, so that the shell reads `${variable}`"));
        }
    }
}
