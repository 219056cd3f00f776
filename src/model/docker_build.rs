//! Variables of a Dockerfile, and what
//! [`docker build`](https://docs.docker.com/reference/cli/docker/buildx/build/) is told on its command line.

use std::collections::BTreeMap;

use super::container::variable_name;
use super::dockerfile::Dockerfile;
use super::resolver::{Resolved, Resolver, literals, places};
use crate::read::Named;
use crate::read::config::{self, Literal, Text};
use crate::span::Span;
use crate::value::Problem;

/// The platform of an image that says none: the one of most nodes.
const PLATFORM: &str = "linux/amd64";

/// `--build-arg`.
pub(super) fn args(cx: &mut Resolver<'_>, written: &Named<Text>) -> Resolved<BTreeMap<String, Text>> {
    let checked: Vec<_> = written
        .iter()
        .map(|entry| assignment(cx, &entry.key, &entry.value, entry.value.span, "ARG"))
        .collect();
    checked.into_iter().all(|sound| sound).then(|| places(written))
}

/// ENV of a stage.
pub(super) fn environment(cx: &mut Resolver<'_>, env: &Named<Literal>) -> Resolved<BTreeMap<String, Text>> {
    let checked: Vec<_> = env
        .iter()
        .map(|entry| assignment(cx, &entry.key, &entry.value.text, entry.value.span, "ENV"))
        .collect();
    checked.into_iter().all(|sound| sound).then(|| literals(env))
}

/// Whether a variable can be written into a Dockerfile.
fn assignment(cx: &mut Resolver<'_>, name: &Text, value: &str, place: Span, instruction: &str) -> bool {
    let named = cx.check(variable(name), name.span);
    let printable = !value.chars().any(char::is_control);
    if !printable {
        let message = format!("a Dockerfile cannot hold control characters in {instruction}");
        cx.report.error("invalid-value", place, message).help("keep the value on one line, without tabs");
    }
    named && printable
}

/// The name of a variable of ENV or ARG.
fn variable(name: &str) -> Result<(), Problem> {
    if name == "PATH" {
        return Err(Problem::new(
            "`PATH` would hide the programs of the image",
            "call a program of your own by its whole path",
        ));
    }
    variable_name(name)
}

/// `--target`: [the name of a stage](https://docs.docker.com/reference/dockerfile/#from).
pub(super) fn target(cx: &mut Resolver<'_>, image: &config::Image) -> Resolved<Option<String>> {
    let Some(target) = &image.target else { return Some(None) };
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let named = target.starts_with(|c: char| c.is_ascii_alphanumeric()) && target.chars().all(sound);
    let problem = || {
        Problem::new(
            format!("`{target}` is not the name of a stage"),
            "use letters, digits, `-`, `_` and `.`, a letter or digit first",
        )
    };
    let checked = named.then_some(()).ok_or_else(problem);
    cx.check(checked, target.span).then(|| Some(target.value.clone()))
}

/// Finds the stage that `--target` names in a Dockerfile of the user's; one that cannot be read is believed.
pub(super) fn stage(cx: &mut Resolver<'_>, target: &Text, file: &Dockerfile) {
    if file.instructions.is_empty() {
        return;
    }
    let stages: Vec<_> = file.stages().collect();
    let is_number = target.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || stages.iter().any(|name| name.eq_ignore_ascii_case(target)) {
        return;
    }
    if stages.is_empty() {
        cx.report
            .error("unknown-reference", target.span, format!("`{}` names no stage", file.path))
            .help(format!("write `FROM ... AS {target}` there, or remove `target`"));
    } else {
        let file = Text::new(file.path.to_string(), target.span);
        cx.unknown_member(&file, stages.into_iter(), "stage", target);
    }
}

/// `--platform`: [`os/arch[/variant]`](https://docs.docker.com/build/building/multi-platform/).
pub(super) fn platform(cx: &mut Resolver<'_>, image: &config::Image) -> Resolved<Text> {
    let Some(platform) = &image.platform else { return Some(Text::new(PLATFORM.to_owned(), image.span)) };
    let parts: Vec<_> = platform.split('/').collect();
    let word = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let named = (2..=3).contains(&parts.len()) && parts.iter().all(word);
    let problem =
        || Problem::new(format!("`{platform}` is not a platform"), "write one, such as `linux/arm64`");
    cx.check(named.then_some(()).ok_or_else(problem), platform.span).then(|| platform.clone())
}
