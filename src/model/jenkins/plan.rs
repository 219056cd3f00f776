//! Which stages a pipeline has, in which order, on which agents.

use std::collections::{BTreeMap, BTreeSet};

use super::agent_label::{self, AgentLabel};
use super::built_in::{BuiltIn, Planned};
use super::context::{Context, Parts, Setting, Work, Written};
use super::draft::Draft;
use super::order::order;
use super::stage::{Stage, StageKind};
use super::stages::{self, CLEANUP, STAGES};
use super::{check, options, own_stage, place};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::Switch;
use crate::read::config::{self, JobKind, Text};

/// The stages of a pipeline.
pub(super) struct Plan {
    pub stages: Vec<Stage>,
    pub cleanup: bool,
}

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
            cx.unknown_reference(stages::names(), "built-in stage", &entry.key).replaces_a_key(&mut taken);
        } else if let Switch::Options(stage) = &entry.value {
            sound &= options::check(cx, &entry.key, stage);
        }
    }
    let own = place::own(written.stages);
    sound &= place::check(cx, &own);
    let mut drafts = BTreeMap::new();
    for stage in STAGES {
        match draft(cx, parts, written, work, stage) {
            Ok(Some(draft)) => drop(drafts.insert(stage.name, draft)),
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
    let cleanup = drafts.remove(CLEANUP).is_some();
    let drafts: Vec<_> = order.iter().filter_map(|name| drafts.remove(*name)).collect();
    let stages = stages(cx, written, drafts);
    let stages = stages.filter(|_| sound)?;
    Some(Plan { stages, cleanup })
}

/// The built-in stage in a pipeline; `Ok(None)`: it does not run, `Err`: an error was reported.
fn draft<'a>(
    cx: &mut Resolver<'a>,
    parts: &Parts<'_>,
    written: &Written<'a>,
    work: &Work,
    stage: &'static BuiltIn,
) -> Result<Option<Draft<'a>>, ()> {
    let (declared, span, options) = match written.setting(stage.name) {
        Setting::Off => return Ok(None),
        Setting::Absent => (false, written.span, None),
        Setting::On(span, options) => (true, span, options),
    };
    if !declared && !stage.by_itself {
        return Ok(None);
    }
    let context = Context { written, work, parts, options, span };
    if let Some(why) = (stage.idle)(cx, &context) {
        // Of several pipelines that share the setting, some may have nothing to do.
        if !declared || written.key.is_some() {
            return Ok(None);
        }
        cx.report
            .error("stage-without-work", span, format!("the stage `{}` has nothing to do", stage.name))
            .label(why)
            .help("remove the stage");
        return Err(());
    }
    let Planned { kind, tools, purpose } = (stage.plan)(cx, &context).ok_or(())?;
    let tools = tools.into_iter().map(str::to_owned).collect();
    let built_in = Some(stage);
    Ok(Some(Draft { key: stage.name, built_in, span, options, kind, tools, purpose: purpose.to_owned() }))
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
    let is_image = |draft: &Draft<'_>| draft.built_in.is_some_and(BuiltIn::is_of_images);
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
    let build = drafts.iter().find(|draft| draft.key == BuiltIn::BUILD);
    let all = Draft {
        key: BuiltIn::BUILD,
        built_in: None,
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
        key: BuiltIn::BUILD.to_owned(),
        title: "Images".to_owned(),
        plugin: None,
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
        title: draft.built_in.map_or(draft.key, |stage| stage.title).to_owned(),
        plugin: draft.built_in.and_then(|stage| stage.plugin),
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
    let whole = draft.built_in.and_then(|stage| stage.part_of).and_then(|whole| written.options(whole));
    own.or_else(|| whole.and_then(|whole| whole.when_branch.as_ref()))
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
