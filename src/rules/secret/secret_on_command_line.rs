//! What stands on a command line is no secret on that machine.
//!
//! Source: <https://docs.docker.com/reference/cli/docker/login/#password-stdin>

use crate::diagnostic::Severity;
use crate::lang::shell::shell_commands;
use crate::model::{Binding, Jenkins, Model, Steps};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "secret-on-command-line",
    severity: Severity::Warning,
    summary: "a script hands a secret to a program as an argument",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Every process of the agent can read the arguments of every other: `ps` shows them, and tools log them. `echo` and `printf` are part of the shell and start no process.

```toml fail
[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }

[jenkins]

[jenkins.stages.mirror]
after       = "deploy"
sh          = "docker login -u $REGISTRY_USR -p $REGISTRY_PSW registry.example.com"
environment = { REGISTRY = { secret = "registry" } }

[secrets]
registry      = { jenkins = "registry-login", kind = "username_password" }
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

[jenkins.stages.mirror]
after       = "deploy"
sh          = "printf '%s' \"$REGISTRY_PSW\" | docker login -u $REGISTRY_USR --password-stdin registry.example.com"
environment = { REGISTRY = { secret = "registry" } }

[secrets]
registry      = { jenkins = "registry-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Hand it over on standard input or in a file, or leave it in the environment, where the program can read it itself.
"#;

/// Commands that the shell carries out itself.
const BUILT_IN: &[&str] =
    &["[", "[[", "case", "echo", "export", "local", "printf", "read", "readonly", "set", "test", ":"];

fn check(model: &Model, findings: &mut Findings) {
    for (steps, stage) in model.jenkins.iter().flat_map(Jenkins::own_steps) {
        let (Steps::Sh(script), Some(stage)) = (steps, stage) else { continue };
        let commands = shell_commands(script);
        for variable in stage.bindings.iter().filter_map(Binding::secret_variable) {
            let Some(program) = commands.iter().find_map(|words| told(words, &variable)) else { continue };
            let help = if program == "docker" {
                format!("write `printf '%s' \"${variable}\" | docker login --password-stdin ...`")
            } else {
                format!("hand it to `{program}` on standard input, in a file, or in its environment")
            };
            findings
                .at(script.span, format!("the secret `{variable}` stands on the command line of `{program}`"))
                .label("every process on the agent can read it")
                .help(help);
        }
    }
}

/// The program of a command that is given a variable's value as an argument.
fn told<'c>(words: &'c [String], variable: &str) -> Option<&'c str> {
    let (program, arguments) =
        words.split_first().filter(|(program, _)| !BUILT_IN.contains(&program.as_str()))?;
    let here = arguments.iter().take_while(|word| !word.starts_with("<<<"));
    here.filter(|word| !word.starts_with('\'')).any(|word| names(word, variable)).then_some(program)
}

/// Whether the shell would put a variable's value into a word.
fn names(word: &str, variable: &str) -> bool {
    word.match_indices('$').any(|(at, _)| {
        let name = word.get(at + 1..).unwrap_or_default().trim_start_matches('{');
        let after = name.strip_prefix(variable);
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}
