//! Everything that kura makes is in one region.
//!
//! Source: <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html>

use crate::diagnostic::Severity;
use crate::lang::shell::shell_commands;
use crate::model::{EnvVar, Jenkins, Model, Pod};
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};
use crate::tables::availability_zones::regions;

pub(super) const RULE: Rule = Rule {
    name: "other-region",
    severity: Severity::Warning,
    summary: "a command or variable names another region than the project's",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
What is looked for in another region is not found there, or is something else of the same name.

```toml fail
[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }

[jenkins]

[jenkins.stages.check]
after = "deploy"
sh    = "aws logs tail /shop --region us-east-1"

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
sh    = "aws logs tail /shop --region eu-west-1"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Write the region of the project. If the other one is meant, allow the rule with the reason.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(own) = &model.project.region else { return };
    for (steps, _) in model.jenkins.iter().flat_map(Jenkins::own_steps) {
        let text = steps.text();
        let words: Vec<_> = shell_commands(text).into_iter().flatten().collect();
        let option = words.iter().filter_map(|word| word.strip_prefix("--region="));
        let pairs = words.windows(2).filter(|pair| pair.first().is_some_and(|word| word == "--region"));
        let named = option.chain(pairs.filter_map(|pair| Some(pair.get(1)?.as_str())));
        if let Some(other) = named.map(unquoted).find(|name| is_other(name, own)) {
            report(findings, text, other, own);
        }
    }
    for value in model.pods().flat_map(Pod::containers).flat_map(|container| &container.env) {
        if let (name, EnvVar::Literal(text)) = value
            && matches!(name.as_str(), "AWS_REGION" | "AWS_DEFAULT_REGION")
            && is_other(text, own)
        {
            report(findings, text, text, own);
        }
    }
}

fn report(findings: &mut Findings, place: &Text, other: &str, own: &Text) {
    findings
        .at(place.span, format!("`{other}` is not the region of the project"))
        .related(own.span, "everything is here")
        .help(format!("write `{own}`; if the other region is meant, allow the rule"));
}

fn unquoted(word: &str) -> &str {
    word.trim_matches(['"', '\''])
}

fn is_other(name: &str, own: &Text) -> bool {
    name != own.value && regions().any(|region| region == name)
}
