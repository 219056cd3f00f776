//! Stages of the user's.

use std::collections::BTreeMap;

use super::approval::ANSWER_MINUTES;
use super::draft::Draft;
use super::groovy_name::environment_name;
use super::stage::{OwnStage, StageKind};
use super::steps;
use crate::lang::shell::shell_commands;
use crate::model::container::variable_name;
use crate::model::resolver::{Resolved, Resolver, words};
use crate::read::config::{self, EnvTable, EnvValue, Text};
use crate::value::{ProjectPath, printable_line};

pub(super) fn draft<'a>(
    cx: &mut Resolver<'_>,
    key: &'a Text,
    stage: &'a config::Stage,
) -> Resolved<Draft<'a>> {
    let named = cx.check(printable_line(key), key.span);
    let steps = steps::resolve(cx, stage.sh.as_ref(), stage.groovy.as_ref(), stage.span);
    let minutes = cx.at_least(stage.approve_timeout_minutes.as_ref(), 1, ANSWER_MINUTES);
    let (environment, bindings) = environment(cx, stage)?;
    let own = OwnStage {
        steps: steps?,
        dir: stage.dir.as_ref().map_or_else(ProjectPath::root, |dir| dir.value.clone()),
        environment,
        bindings,
        input: stage.input.as_ref().map(|question| (question.value.clone(), minutes)),
    };
    named.then(|| Draft {
        key: &key.value,
        built_in: None,
        span: key.span,
        options: Some(stage),
        kind: StageKind::Own(own),
        tools: tools(stage),
        purpose: format!("run the stage `{key}`"),
    })
}

type Environment = (BTreeMap<String, Text>, Vec<super::credential::Binding>);

/// Plain variables, and secrets, which are bound around the steps alone.
fn environment(cx: &mut Resolver<'_>, stage: &config::Stage) -> Resolved<Environment> {
    let (mut plain, mut bindings, mut sound) = (BTreeMap::new(), Vec::new(), true);
    for entry in &stage.environment {
        match &entry.value {
            EnvValue::Literal(literal) => {
                sound &= cx.check(environment_name(&entry.key), entry.key.span);
                plain.insert(entry.key.value.clone(), Text::new(literal.text.clone(), literal.span));
            }
            EnvValue::Reference(EnvTable { secret: Some(secret), .. }) => {
                sound &= cx.check(variable_name(&entry.key), entry.key.span);
                match cx.binding(secret, &entry.key) {
                    Some(binding) => bindings.push(binding),
                    None => sound = false,
                }
            }
            EnvValue::Reference(table) => {
                sound = false;
                cx.report
                    .error("misplaced-key", table.span, "a stage has no such value")
                    .label("config maps, databases and outputs are values of services and jobs")
                    .help("write the value itself, or `{ secret = \"...\" }`");
            }
        }
    }
    bindings.sort();
    sound.then_some((plain, bindings))
}

/// Programs that a shell does not have, and no installation of Jenkins' brings.
const PROGRAMS: &[&str] = &["aws", "docker", "eksctl", "helm", "kubectl", "terraform", "trivy"];

/// The tools that an own stage says it needs, and those that its script calls.
fn tools(stage: &config::Stage) -> Vec<String> {
    let mut tools = words(stage.tools.as_ref());
    let commands = stage.sh.iter().flat_map(|script| shell_commands(script));
    for program in commands.filter_map(|words| words.into_iter().next()) {
        if PROGRAMS.contains(&program.as_str()) && !tools.contains(&program) {
            tools.push(program);
        }
    }
    tools
}
