//! The label of an agent, and which one a stage runs on.

use crate::diagnostic::nearest;
use crate::model::resolver::{Resolved, Resolver, words};
use crate::read::Entry;
use crate::read::config::{Agent, Text};
use crate::span::Span;
use crate::value::Problem;

/// Where a stage runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgentLabel {
    /// Anywhere: no agent is declared.
    Any,
    /// On an agent with that label.
    Label(String),
}

/// The agent that the user chose, or else the first by name that has every tool, because order in the file does
/// not matter. `place` is where the lack of one is told.
pub(super) fn choose(
    cx: &mut Resolver<'_>,
    purpose: &str,
    tools: &[String],
    chosen: Option<&Text>,
    place: Span,
) -> Resolved<AgentLabel> {
    let agents = &cx.config.jenkins.as_ref()?.agents;
    if let Some(name) = chosen {
        let agent = cx.find(agents, "agent", name)?;
        let installed = words(agent.tools.as_ref());
        let missing: Vec<_> = tools.iter().filter(|tool| !installed.contains(tool)).collect();
        if missing.is_empty() {
            return Some(AgentLabel::Label(agent.label.as_ref().unwrap_or(name).value.clone()));
        }
        cx.report
            .error("agent-without-tools", name.span, format!("the agent `{name}` cannot {purpose}"))
            .label(format!("it does not have {}", joined(&missing, '`', " and ")))
            .help(format!("add {} to its `tools`, or name another agent", joined(&missing, '"', ", ")));
        return None;
    }
    if agents.is_empty() {
        return Some(AgentLabel::Any);
    }
    let has_all = |agent: &Agent| {
        let installed = words(agent.tools.as_ref());
        tools.iter().all(|tool| installed.contains(tool))
    };
    let able = agents.iter().filter(|entry| has_all(&entry.value));
    if let Some(entry) = able.min_by_key(|entry| &entry.key.value) {
        return Some(AgentLabel::Label(of(entry).value.clone()));
    }
    // A tool that is almost the one that is missing is a typo.
    let installed = agents.iter().flat_map(|entry| entry.value.tools.iter()).flat_map(|list| list.iter());
    let installed: Vec<_> = installed.filter(|tool| !tools.contains(&tool.value)).collect();
    let missing = tools
        .iter()
        .filter(|tool| agents.iter().all(|entry| !words(entry.value.tools.as_ref()).contains(tool)));
    for tool in missing {
        if let Some(typo) = installed.iter().find(|own| nearest(own, [tool.as_str()]).is_some()) {
            cx.report
                .error("agent-without-tools", typo.span, format!("no agent can {purpose}"))
                .did_you_mean(tool)
                .replace_with_text(tool);
            return None;
        }
    }
    let tools: Vec<_> = tools.iter().collect();
    cx.report
        .error("agent-without-tools", place, format!("no agent can {purpose}"))
        .label(format!("no agent of this pipeline has {}", joined(&tools, '`', " and ")))
        .help(format!("add `tools = [{}]` to an agent that has them", joined(&tools, '"', ", ")));
    None
}

fn joined(words: &[&String], quote: char, between: &str) -> String {
    words.iter().map(|word| format!("{quote}{word}{quote}")).collect::<Vec<_>>().join(between)
}

/// The label of an agent: its own, or its key.
pub(super) fn of(entry: &Entry<Agent>) -> &Text {
    entry.value.label.as_ref().unwrap_or(&entry.key)
}

/// Labels are words of an expression to Jenkins: blanks and operators would change its meaning.
pub(super) fn check(cx: &mut Resolver<'_>, entry: &Entry<Agent>) -> bool {
    let label = of(entry);
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let checked = if !label.is_empty() && label.chars().all(sound) {
        Ok(())
    } else {
        Err(Problem::new(format!("`{label}` is not a label"), "use letters, digits, `-`, `_` and `.`"))
    };
    cx.check(checked, label.span)
}
