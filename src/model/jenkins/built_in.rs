//! The built-in stages: their names, their order, and which options each has.

use crate::model::resolver::Resolver;
use crate::read::config;
use crate::span::Span;

/// In the order in which they run.
pub(super) const BUILT_IN: [&str; 14] = [
    "unit_tests",
    "sonarqube",
    "dependency_check",
    "file_scan",
    "terraform",
    "build",
    "image_scan",
    "push",
    "addons",
    "migrate",
    "deploy",
    "after_deploy",
    "smoke_test",
    "cleanup",
];

/// Options that every stage has.
const COMMON: &[&str] = &["agent", "timeout_minutes", "retry", "when_branch"];

/// Options of a stage beside the common ones; of any name that is not built in, those of an own stage.
fn options(stage: &str) -> &'static [&'static str] {
    match stage {
        "sonarqube" => &["server", "scanner", "project_key", "credentials", "quality_gate"],
        "dependency_check" => &["installation", "arguments"],
        "file_scan" | "image_scan" => &["severity", "fail"],
        "terraform" => &["action", "approve", "approve_timeout_minutes"],
        "build" => &["only_changed"],
        "deploy" => {
            &["method", "approve", "approve_timeout_minutes", "rollout_timeout_minutes", "rollback", "prune"]
        }
        "smoke_test" => &["url"],
        "unit_tests" | "push" | "addons" | "migrate" | "after_deploy" | "cleanup" => &[],
        _ => &[
            "after",
            "before",
            "sh",
            "groovy",
            "dir",
            "environment",
            "tools",
            "input",
            "approve_timeout_minutes",
        ],
    }
}

/// Reports the options that a stage does not have.
pub(super) fn check_options(cx: &mut Resolver<'_>, name: &str, stage: &config::Stage) -> bool {
    let common = if name == "cleanup" { &[] } else { COMMON };
    // An image's steps share its agent.
    let elsewhere = |key: &str| key == "agent" && matches!(name, "image_scan" | "push");
    let mut sound = true;
    for (key, span) in written(stage) {
        if elsewhere(key) || !common.iter().chain(options(name)).any(|option| *option == key) {
            sound = false;
            let all: Vec<_> = common.iter().chain(options(name)).map(|key| format!("`{key}`")).collect();
            let help = match (elsewhere(key), all.is_empty()) {
                (true, _) => {
                    "write it at `build`: an image is built, scanned and pushed in one place".to_owned()
                }
                (_, true) => "remove it".to_owned(),
                _ => format!("remove it; this stage has {}", all.join(", ")),
            };
            cx.report
                .error("misplaced-key", span, format!("the stage `{name}` has no `{key}`"))
                .label("this would do nothing")
                .help(help);
        }
    }
    sound
}

/// The options that are written, and where.
fn written(stage: &config::Stage) -> impl Iterator<Item = (&'static str, Span)> {
    fn at<T>(value: Option<&crate::span::Spanned<T>>) -> Option<Span> {
        value.map(|value| value.span)
    }
    let keys = [
        ("agent", at(stage.agent.as_ref())),
        ("timeout_minutes", at(stage.timeout_minutes.as_ref())),
        ("retry", at(stage.retry.as_ref())),
        ("when_branch", at(stage.when_branch.as_ref())),
        ("server", at(stage.server.as_ref())),
        ("scanner", at(stage.scanner.as_ref())),
        ("project_key", at(stage.project_key.as_ref())),
        ("credentials", at(stage.credentials.as_ref())),
        ("quality_gate", at(stage.quality_gate.as_ref())),
        ("installation", at(stage.installation.as_ref())),
        ("arguments", at(stage.arguments.as_ref())),
        ("severity", at(stage.severity.as_ref())),
        ("fail", at(stage.fail.as_ref())),
        ("action", at(stage.action.as_ref())),
        ("approve", at(stage.approve.as_ref())),
        ("only_changed", at(stage.only_changed.as_ref())),
        ("method", at(stage.method.as_ref())),
        ("approve_timeout_minutes", at(stage.approve_timeout_minutes.as_ref())),
        ("rollout_timeout_minutes", at(stage.rollout_timeout_minutes.as_ref())),
        ("rollback", at(stage.rollback.as_ref())),
        ("prune", at(stage.prune.as_ref())),
        ("url", at(stage.url.as_ref())),
        ("after", at(stage.after.as_ref())),
        ("before", at(stage.before.as_ref())),
        ("sh", at(stage.sh.as_ref())),
        ("groovy", at(stage.groovy.as_ref())),
        ("dir", at(stage.dir.as_ref())),
        ("environment", stage.environment.iter().next().map(|entry| entry.key.span)),
        ("tools", at(stage.tools.as_ref())),
        ("input", at(stage.input.as_ref())),
    ];
    keys.into_iter().filter_map(|(key, span)| Some((key, span?)))
}
