//! Which stages a pipeline has, in which order, on which agents.

use std::collections::{BTreeMap, BTreeSet};

use super::agent_label::{self, AgentLabel};
use super::built_in::{BUILT_IN, check_options};
use super::kind::Setting;
use super::order::order;
use super::pipeline::Work;
use super::stage::{Stage, StageKind};
use super::{Parts, check, kind, own_stage, place};
use crate::lang::shell::shell_commands;
use crate::model::resolver::{Resolved, Resolver, words};
use crate::read::config::{self, EnvValue, JobKind, Text};
use crate::read::{Named, Switch};
use crate::span::Span;

/// What is written of a pipeline, be it the only one or one of several.
pub(super) struct Written<'a> {
    pub key: Option<&'a Text>,
    pub span: Span,
    pub stages: &'a Named<Switch<config::Stage>>,
    pub parameters: &'a Named<config::Parameter>,
    pub environment: &'a Named<EnvValue>,
    pub triggers: Option<&'a config::Triggers>,
    pub post: &'a Named<config::PostStep>,
}

/// The stages of a pipeline.
pub(super) struct Plan {
    pub stages: Vec<Stage>,
    pub cleanup: bool,
}

/// A stage before it has an agent: its options if it has any, what it does and what it needs.
pub(super) struct Draft<'a> {
    pub key: &'a str,
    pub span: Span,
    pub options: Option<&'a config::Stage>,
    pub kind: StageKind,
    pub tools: Vec<String>,
    /// What an agent is needed for, after "no agent can".
    pub purpose: String,
}

/// The stages of which one runs after the other for each image.
const IMAGE: [&str; 3] = ["build", "image_scan", "push"];

/// The stages that make no sense on a branch that is not deployed.
const DEPLOYMENT: [&str; 4] = ["addons", "migrate", "after_deploy", "smoke_test"];

pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    parts: &Parts<'_>,
    written: &Written<'a>,
    work: &Work,
) -> Resolved<Plan> {
    let mut sound = true;
    let mut taken = written.stages.taken();
    for entry in written.stages {
        if place::meant(entry).is_some() {
            sound = false;
            cx.unknown_reference(BUILT_IN.into_iter(), "built-in stage", &entry.key)
                .replaces_a_key(&mut taken);
        } else if let Switch::Options(stage) = &entry.value {
            sound &= check_options(cx, &entry.key, stage);
        }
    }
    let own = place::own(written.stages);
    sound &= place::check(cx, &own);
    let mut drafts = BTreeMap::new();
    for name in BUILT_IN {
        match kind::draft(cx, parts, written, work, name) {
            Ok(Some(draft)) => drop(drafts.insert(name, draft)),
            Ok(None) => {}
            Err(()) => sound = false,
        }
    }
    let on: BTreeSet<_> = drafts.keys().copied().collect();
    let order = order(&on, &own);
    sound &= only_where_it_runs(cx, written, &own, &order, sound);
    for (key, stage) in &own {
        match own_stage::draft(cx, key, stage) {
            Some(draft) => drop(drafts.insert(&key.value, draft)),
            None => sound = false,
        }
    }
    let cleanup = drafts.remove("cleanup").is_some();
    let drafts: Vec<_> = order.iter().filter_map(|name| drafts.remove(*name)).collect();
    let stages = stages(cx, written, drafts);
    let stages = stages.filter(|_| sound)?;
    Some(Plan { stages, cleanup })
}

/// An own stage whose place is a stage that does not run here does not run either, which of the only pipeline is a mistake.
fn only_where_it_runs(
    cx: &mut Resolver<'_>,
    written: &Written<'_>,
    own: &[place::Own<'_>],
    order: &[&str],
    sound: bool,
) -> bool {
    let runs: BTreeSet<_> = order.iter().collect();
    let lost = own.iter().find(|(key, _)| !runs.contains(&key.value.as_str()));
    let Some((key, stage)) = lost.filter(|_| sound && written.key.is_none()) else { return true };
    let Some(anchor) = stage.after.as_ref().or(stage.before.as_ref()) else { return true };
    cx.report
        .error("stage-without-place", anchor.span, format!("the stage `{anchor}` does not run"))
        .label(format!("so `{key}` would not run either"))
        .help(format!("turn `{anchor}` on, or name a stage that runs"));
    false
}

/// Gives each stage its agent; those of images become one.
fn stages(cx: &mut Resolver<'_>, written: &Written<'_>, drafts: Vec<Draft<'_>>) -> Resolved<Vec<Stage>> {
    let is_image = |draft: &Draft<'_>| IMAGE.contains(&draft.key);
    let first = drafts.iter().position(is_image);
    let last = drafts.iter().rposition(is_image);
    let (mut stages, mut image) = (Vec::new(), Vec::new());
    for (index, draft) in drafts.into_iter().enumerate() {
        if first.is_some_and(|first| index >= first) && last.is_some_and(|last| index <= last) {
            image.push(draft);
            if Some(index) == last {
                stages.push(images(cx, written, &std::mem::take(&mut image)));
            }
        } else {
            let agent = agent_of(cx, written, &draft);
            stages.push(agent.and_then(|agent| stage(cx, written, &draft, agent)));
        }
    }
    stages.into_iter().collect()
}

fn agent_of(cx: &mut Resolver<'_>, written: &Written<'_>, draft: &Draft<'_>) -> Resolved<AgentLabel> {
    let chosen = draft.options.and_then(|options| options.agent.as_ref());
    let place = draft.options.map_or(written.span, |options| options.span);
    agent_label::choose(cx, &draft.purpose, &draft.tools, chosen, place)
}

/// The steps on the way of each image, all on one agent: the image is only there until it is pushed.
fn images(cx: &mut Resolver<'_>, written: &Written<'_>, drafts: &[Draft<'_>]) -> Resolved<Stage> {
    let tools: BTreeSet<_> = drafts.iter().flat_map(|draft| draft.tools.clone()).collect();
    let build = drafts.iter().find(|draft| draft.key == "build");
    let all = Draft {
        key: "build",
        span: written.span,
        options: build.and_then(|build| build.options),
        kind: StageKind::Push,
        tools: tools.into_iter().collect(),
        purpose: drafts.iter().find(|draft| matches!(draft.kind, StageKind::Own(_))).map_or_else(
            || "build images".to_owned(),
            |own| format!("build images and run the stage `{}` between", own.key),
        ),
    };
    let agent = agent_of(cx, written, &all)?;
    for draft in drafts {
        asked_between(cx, draft)?;
    }
    let inner: Vec<_> = drafts.iter().map(|draft| stage(cx, written, draft, agent.clone())).collect();
    Some(Stage {
        key: "build".to_owned(),
        span: written.span,
        agent,
        timeout_minutes: None,
        retry: None,
        when_branch: None,
        kind: StageKind::Images(inner.into_iter().collect::<Option<_>>()?),
    })
}

/// Reports a question that would hold the agent, and the image on it, until somebody answers.
fn asked_between(cx: &mut Resolver<'_>, draft: &Draft<'_>) -> Resolved<()> {
    let Some(question) = draft.options.and_then(|options| options.input.as_ref()) else { return Some(()) };
    cx.report
        .error("misplaced-key", question.span, "a question between build and push would hold the agent")
        .label("the image is there alone until it is pushed, and nobody else could build")
        .help("ask before `build` or after `push`");
    None
}

fn stage(
    cx: &mut Resolver<'_>,
    written: &Written<'_>,
    draft: &Draft<'_>,
    agent: AgentLabel,
) -> Resolved<Stage> {
    let options = draft.options;
    let number = |cx: &mut Resolver<'_>, key: fn(&config::Stage) -> Option<&config::Int>, least| {
        options.and_then(key).map(|number| cx.at_least(Some(number), least, least))
    };
    let when_branch = when_branch(written, draft).cloned();
    let branch_sound = when_branch.as_ref().is_none_or(|branch| branch_fits(cx, branch));
    Some(Stage {
        key: draft.key.to_owned(),
        span: draft.span,
        agent,
        timeout_minutes: number(cx, |stage| stage.timeout_minutes.as_ref(), 1),
        retry: number(cx, |stage| stage.retry.as_ref(), 0).filter(|tries| *tries > 1),
        when_branch,
        kind: draft.kind.clone(),
    })
    .filter(|_| branch_sound)
}

/// The branch that a stage runs on: where it names none itself, that of the deployment or the build it is a part of.
fn when_branch<'a>(written: &Written<'a>, draft: &Draft<'a>) -> Option<&'a Text> {
    let own = draft.options.and_then(|options| options.when_branch.as_ref());
    let whole = match draft.key {
        key if DEPLOYMENT.contains(&key) => "deploy",
        key if IMAGE.contains(&key) => "build",
        _ => return own,
    };
    own.or_else(|| match kind::setting(written, whole) {
        Setting::On(_, Some(whole)) => whole.when_branch.as_ref(),
        _ => None,
    })
}

/// Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#when>
fn branch_fits(cx: &mut Resolver<'_>, branch: &Text) -> bool {
    let job = cx.config.jenkins.as_ref().and_then(|jenkins| jenkins.job);
    if job.is_none_or(|job| job.value == JobKind::Pipeline) {
        cx.report
            .error("branch-outside-multibranch", branch.span, "only a multibranch job knows its branch")
            .label("in a job of kind `pipeline` the stage would never run")
            .help("add `job = \"multibranch\"` to `[jenkins]`, or remove `when_branch`");
        return false;
    }
    cx.check(check::branch_pattern(branch), branch.span)
}

/// Programs that a shell does not have, and no installation of Jenkins' brings.
const PROGRAMS: &[&str] = &["aws", "docker", "eksctl", "helm", "kubectl", "terraform", "trivy"];

/// The tools that an own stage says it needs, and those that its script calls.
pub(super) fn tools(stage: &config::Stage) -> Vec<String> {
    let mut tools = words(stage.tools.as_ref());
    let commands = stage.sh.iter().flat_map(|script| shell_commands(script));
    for program in commands.filter_map(|words| words.into_iter().next()) {
        if PROGRAMS.contains(&program.as_str()) && !tools.contains(&program) {
            tools.push(program);
        }
    }
    tools
}
