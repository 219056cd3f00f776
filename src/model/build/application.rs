//! What kura finds out of an application, and what of it the user overrides.

use std::collections::BTreeMap;

use super::context::Context;
use super::runtime::Runtime;
use crate::diagnostic::listed;
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config;
use crate::read::config::Text;
use crate::span::Span;
use crate::value::{ImageReference, Port};

/// An image, and the folder it is built from.
pub(super) struct Application<'a> {
    pub image: &'a config::Image,
    pub key: &'a Text,
    pub context: Context<'a>,
    pub runtime: &'a Runtime,
    /// Port that its service listens on.
    pub port: Option<Port>,
    /// Whether system packages or own instructions of the final stage need a shell in it.
    pub needs_shell: bool,
}

/// What a language makes of an application.
pub(super) struct Found<L> {
    /// The language, with what its manifests say.
    pub language: L,
    /// Base of the build stage.
    pub base: ImageReference,
    /// Base of the final stage.
    pub final_base: ImageReference,
    /// What starts it in production; empty where `command` or `static` says it.
    pub command: Vec<String>,
    /// The build by default.
    pub build_command: Option<String>,
    /// ENV of the final image that the framework needs.
    pub env: BTreeMap<String, String>,
    /// The oldest version that the manifest accepts, and the manifest.
    pub needs: Option<(String, String)>,
}

impl<L> Found<L> {
    /// The same of a language among others.
    pub(super) fn of<M>(self, language: fn(L) -> M) -> Found<M> {
        Found {
            language: language(self.language),
            base: self.base,
            final_base: self.final_base,
            command: self.command,
            build_command: self.build_command,
            env: self.env,
            needs: self.needs,
        }
    }
}

/// A package manager, and the files any of which say that it is used.
pub(super) type Manager = (&'static str, &'static [&'static str]);

impl Application<'_> {
    /// Whether the command has to be found: nothing in `kura.toml` says it.
    pub(super) fn wants_command(&self) -> bool {
        self.image.command.is_none() && self.image.r#static.is_none()
    }

    /// The port of the service, or the framework's own.
    pub(super) fn port_or(&self, default: u16) -> String {
        self.port.map_or(default, Port::number).to_string()
    }

    fn language(&self) -> Text {
        Text::new(self.runtime.language.clone(), self.span())
    }

    /// The place of `runtime`.
    pub(super) fn span(&self) -> Span {
        self.runtime.span
    }

    /// `framework`, or what was detected.
    pub(super) fn framework(
        &self,
        cx: &mut Resolver<'_>,
        known: &[&'static str],
        detected: Option<&'static str>,
    ) -> Resolved<Option<&'static str>> {
        let Some(written) = &self.image.framework else { return Some(detected) };
        let found = known.iter().copied().find(|name| *name == written.value);
        if found.is_none() {
            cx.unknown_member(&self.language(), known.iter().copied(), "framework", written);
        }
        found.map(Some)
    }

    /// `package_manager`, or the one whose file is there.
    pub(super) fn package_manager(&self, cx: &mut Resolver<'_>, known: &[Manager]) -> Resolved<&'static str> {
        let has = |(_, files): &&Manager| self.context.first(files).is_some();
        if let Some(written) = &self.image.package_manager {
            let Some(manager) = known.iter().find(|(name, _)| *name == written.value) else {
                cx.unknown_member(
                    &self.language(),
                    known.iter().map(|(name, _)| *name),
                    "package manager",
                    written,
                );
                return None;
            };
            return if has(&manager) { Some(manager.0) } else { self.missing(cx, written.span, &[*manager]) };
        }
        let found: Vec<_> = known.iter().filter(has).collect();
        match found.as_slice() {
            [] => self.missing(cx, self.span(), known),
            [(name, _)] => Some(name),
            [first, second, ..] => {
                let file = |manager: &Manager| self.context.first(manager.1).unwrap_or_default();
                let message =
                    format!("`{}` has `{}` and `{}`", self.context.folder, file(first), file(second));
                cx.report
                    .error("ambiguous-lock-file", self.span(), message)
                    .label("which of them is installed from?")
                    .help(format!(
                        "remove the file that is not kept up to date, or write `package_manager = \"{}\"`",
                        first.0
                    ));
                None
            }
        }
    }

    fn missing<T>(&self, cx: &mut Resolver<'_>, span: Span, known: &[Manager]) -> Resolved<T> {
        let files = || known.iter().filter_map(|(_, files)| files.first().copied());
        let first = files().next().unwrap_or_default();
        let help = match known {
            [_] => format!("add `{first}` to the build context"),
            _ => format!("add one of {} to the build context", listed(files().collect::<Vec<_>>())),
        };
        cx.report
            .error("missing-file", span, format!("there is no file `{}`", self.context.named(first)))
            .label("this runtime installs from it")
            .help(help);
        None
    }

    /// Reports a file that the build cannot do without.
    pub(super) fn missing_file(&self, cx: &mut Resolver<'_>, file: &str, help: &str) {
        cx.report
            .error("missing-file", self.span(), format!("there is no file `{}`", self.context.named(file)))
            .label("this runtime installs from it")
            .help(help);
    }

    /// Reports that the production command could not be found out.
    pub(super) fn command_missing<T>(&self, cx: &mut Resolver<'_>, why: &str, help: &str) -> Resolved<T> {
        cx.report
            .error("command-missing", self.image.span, "kura cannot tell what starts this image")
            .label(why)
            .help(help);
        None
    }

    /// Reports a framework whose production server is not installed.
    pub(super) fn server_missing<T>(
        &self,
        cx: &mut Resolver<'_>,
        framework: &str,
        server: &str,
        manifest: &str,
    ) -> Resolved<T> {
        cx.report
            .error(
                "production-server-missing",
                self.image.span,
                format!("`{server}` is not in `{}`", self.context.named(manifest)),
            )
            .label(format!("{framework} needs it in production"))
            .help(format!("add `{server}` to `{manifest}`, or write `command`"));
        None
    }
}

/// Words as a command.
pub(super) fn command(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// Variables of a framework.
pub(super) fn variables<const N: usize>(variables: [(&str, &str); N]) -> BTreeMap<String, String> {
    variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}
