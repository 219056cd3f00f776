//! Go: one static binary of one main package.

use super::application::{Application, Found, command, variables};
use super::runtime;
use crate::model::resolver::{Resolved, Resolver};
use crate::value::ImageReference;

/// What kura knows of a Go application.
#[derive(Debug, Clone)]
pub struct Go {
    /// Whether `go.sum` names dependencies.
    pub sums: bool,
    /// Whether the dependencies lie in the repository.
    pub vendored: bool,
}

/// The image with nothing but certificates, time zones and a `/tmp`, see
/// [distroless](https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md).
const STATIC: (&str, &str) = ("gcr.io/distroless/static-debian13", "nonroot");

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Go>> {
    if !app.context.has("go.mod") {
        app.missing_file(cx, "go.mod", "run `go mod init` and `go mod tidy`");
        return None;
    }
    let module = app.context.read("go.mod");
    let sums = app.context.has("go.sum");
    if !sums && module.contains("require") {
        app.missing_file(cx, "go.sum", "run `go mod tidy`, and commit it");
        return None;
    }
    let build_command = match &app.image.build_command {
        Some(_) => None,
        None => Some(format!("go build -trimpath -ldflags='-s -w' -o /out/app {}", main_package(cx, app)?)),
    };
    let directive = module.lines().find_map(|line| line.trim().strip_prefix("go "));
    Some(Found {
        language: Go { sums, vendored: app.context.has("vendor/modules.txt") },
        base: app.runtime.image("golang", ""),
        final_base: small(app, STATIC),
        command: if app.wants_command() { command(&["/usr/local/bin/app"]) } else { Vec::new() },
        build_command,
        env: if app.wants_command() { variables([("PORT", &app.port_or(8080))]) } else { [].into() },
        needs: directive.map(|version| (version.trim().to_owned(), "go.mod".to_owned())),
    })
}

/// An image without a shell, or Debian where one is needed.
pub(super) fn small(app: &Application<'_>, (repository, tag): (&str, &str)) -> ImageReference {
    if app.needs_shell { runtime::image("debian", "trixie-slim") } else { runtime::image(repository, tag) }
}

/// The only package `main` of the root, or below `cmd`.
fn main_package(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<String> {
    let is_main = |folder: &str| {
        let files = app.context.names(folder);
        let sources =
            files.iter().filter(|file| file.strip_suffix(".go").is_some_and(|name| !name.ends_with("_test")));
        sources
            .map(|file| app.context.read(&format!("{folder}/{file}")))
            .any(|source| source.lines().any(|line| line.trim_end() == "package main"))
    };
    if is_main(".") {
        return Some(".".to_owned());
    }
    let commands = app.context.names("cmd");
    let plain =
        |name: &&String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let mut mains = commands.iter().filter(plain).filter(|name| is_main(&format!("cmd/{name}")));
    let help = "add `build_command`, such as `go build -o /out/app ./cmd/api`";
    match (mains.next(), mains.next()) {
        (Some(only), None) => Some(format!("./cmd/{only}")),
        (Some(first), Some(second)) => app.command_missing(
            cx,
            &format!("both `cmd/{first}` and `cmd/{second}` have a package `main`"),
            help,
        ),
        _ => app.command_missing(cx, "neither the root nor a folder of `cmd` has a package `main`", help),
    }
}
