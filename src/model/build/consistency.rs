//! Keys of an image that exclude each other, or lack another.

use super::application::Application;
use crate::model::resolver::Resolver;
use crate::read::config::{self, Text};
use crate::span::Span;

/// Whether no keys exclude each other, and none lacks another.
pub(super) fn check(cx: &mut Resolver<'_>, app: &Application<'_>) -> bool {
    let image = app.image;
    let language = app.runtime.language.as_str();
    let mut sound = true;
    let mut report = |rule: &'static str, span: Span, message: &str, help: &str| {
        sound = false;
        cx.report.error(rule, span, message).help(help);
    };
    if let (Some(command), Some(_)) = (&image.command, &image.r#static) {
        let message = "`static` and `command` exclude each other";
        report("exclusive-keys", command.span, message, "remove `command`: nginx serves the folder");
    }
    if let Some(folder) = &image.r#static {
        if !matches!(language, "nginx" | "node" | "python" | "ruby") {
            let message = format!("`static` and the runtime `{language}` exclude each other");
            let help = "build the page with node, python or ruby, or serve a folder with `nginx:1.30`";
            report("exclusive-keys", folder.span, &message, help);
        } else if matches!(language, "python" | "ruby") && image.build_command.is_none() {
            let help = "add `build_command`, such as `mkdocs build`";
            report("build-script-missing", folder.span, "nothing makes this folder", help);
        }
    } else if language == "nginx" {
        let message = "the runtime `nginx` has no folder to serve";
        report("static-missing", app.span(), message, "add `static`, a folder of the build context");
    }
    for (span, key) in without_effect(image, language) {
        let message = format!("the runtime `{language}` and `{key}` exclude each other");
        report("exclusive-keys", span, &message, "remove the key: it would have no effect");
    }
    sound
}

/// Keys that mean nothing for a language.
fn without_effect(image: &config::Image, language: &str) -> Vec<(Span, &'static str)> {
    let framework = image.framework.as_ref().map(|key| (key.span, "framework"));
    let manager = image.package_manager.as_ref().map(|key| (key.span, "package_manager"));
    let mut keys = Vec::new();
    keys.extend(framework.filter(|_| matches!(language, "go" | "nginx" | "rust")));
    keys.extend(manager.filter(|_| !matches!(language, "java" | "node" | "python")));
    if language == "nginx" {
        keys.extend(only_with_build(image));
    }
    keys
}

/// Keys that describe the build stage.
fn only_with_build(image: &config::Image) -> Vec<(Span, &'static str)> {
    let mut keys = Vec::new();
    keys.extend(image.build_command.as_ref().map(|key| (key.span, "build_command")));
    keys.extend(image.build_env.iter().next().map(|entry| (entry.key.span, "build_env")));
    keys.extend(image.build_packages.as_ref().map(|key| (key.span, "build_packages")));
    keys.extend(image.test.as_ref().map(|key| (key.span, "test")));
    let own = image.instructions.as_ref();
    let own = |list: fn(&config::Instructions) -> &Option<config::List<Text>>| {
        own.and_then(|own| list(own).as_ref())
    };
    keys.extend(own(|own| &own.build_start).map(|list| (list.span, "instructions.build_start")));
    keys.extend(own(|own| &own.before_install).map(|list| (list.span, "instructions.before_install")));
    keys.extend(own(|own| &own.before_build).map(|list| (list.span, "instructions.before_build")));
    keys.extend(own(|own| &own.after_build).map(|list| (list.span, "instructions.after_build")));
    keys
}
