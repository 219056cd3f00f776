//! `instructions`: lines of the user's, at six places of the Dockerfile.
//!
//! Source: <https://docs.docker.com/reference/dockerfile/>

use super::context::Context;
use crate::diagnostic::nearest;
use crate::model::resolver::Resolver;
use crate::read::config::{self, List, Text};
use crate::secret::is_password;

/// Dockerfile lines of the user's, each one instruction.
#[derive(Debug, Clone, Default)]
pub struct Instructions {
    /// After the build stage's FROM.
    pub build_start: Vec<Text>,
    /// Before dependencies are installed.
    pub before_install: Vec<Text>,
    /// Before the build command.
    pub before_build: Vec<Text>,
    /// After the build command.
    pub after_build: Vec<Text>,
    /// After the final stage's FROM.
    pub final_start: Vec<Text>,
    /// At the end, before USER.
    pub final_end: Vec<Text>,
}

impl Instructions {
    /// Every line, in the order of the Dockerfile.
    pub fn lines(&self) -> impl Iterator<Item = &Text> {
        let build = self.build_start.iter().chain(&self.before_install).chain(&self.before_build);
        build.chain(&self.after_build).chain(&self.final_start).chain(&self.final_end)
    }

    /// Whether a line of the final stage runs a command there.
    pub(super) fn run_in_final_stage(&self) -> bool {
        self.final_start.iter().chain(&self.final_end).any(|line| keyword(line) == "RUN")
    }
}

/// Instructions that are the user's to write.
const ALLOWED: &[&str] = &["ADD", "ARG", "COPY", "ENV", "LABEL", "RUN", "STOPSIGNAL", "VOLUME", "WORKDIR"];

/// Instructions that kura writes, and what to do instead.
const KURAS: &[(&str, &str)] = &[
    ("CMD", "write the key `command`"),
    ("ENTRYPOINT", "write the key `command`"),
    ("EXPOSE", "write the `port` of the service"),
    ("FROM", "use one of the two stages, or write the Dockerfile yourself"),
    ("HEALTHCHECK", "write the `health` of the service"),
    ("MAINTAINER", "write `LABEL org.opencontainers.image.authors=...`"),
    ("ONBUILD", "write the instruction itself"),
    ("SHELL", "write an exec form, such as `RUN [\"bash\", \"-c\", \"...\"]`"),
    ("USER", "write the key `user`: what is done as root belongs before it"),
];

pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    written: Option<&config::Instructions>,
    context: &Context<'_>,
) -> Instructions {
    let Some(written) = written else { return Instructions::default() };
    let mut place = |list: &Option<List<Text>>| -> Vec<Text> {
        let lines = list.as_ref().map(|list| list.value.clone()).unwrap_or_default();
        for line in &lines {
            check(cx, line, context);
        }
        lines
    };
    Instructions {
        build_start: place(&written.build_start),
        before_install: place(&written.before_install),
        before_build: place(&written.before_build),
        after_build: place(&written.after_build),
        final_start: place(&written.final_start),
        final_end: place(&written.final_end),
    }
}

fn keyword(line: &str) -> String {
    line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()
}

fn check(cx: &mut Resolver<'_>, line: &Text, context: &Context<'_>) {
    let keyword = keyword(line);
    let arguments = line.trim_start().get(keyword.len()..).unwrap_or_default().trim();
    if keyword.starts_with('#') && is_one_line(line) {
        return;
    }
    if let Some((name, help)) = KURAS.iter().find(|(name, _)| *name == keyword) {
        cx.report
            .error("forbidden-instruction", line.span, format!("`{name}` is not a line of your own"))
            .label("kura writes this instruction")
            .help(*help);
        return;
    }
    if !ALLOWED.contains(&keyword.as_str()) {
        let near = nearest(&keyword, ALLOWED.iter().copied());
        let help = near.map_or_else(
            || "write an instruction, such as `RUN ...` or `COPY ...`".to_owned(),
            |near| format!("write `{near}` instead"),
        );
        cx.report
            .error("invalid-value", line.span, format!("`{keyword}` is not an instruction of a Dockerfile"))
            .help(help);
        return;
    }
    if let Some((message, help)) = malformed(&keyword, line, arguments, context) {
        cx.report.error("invalid-value", line.span, message).help(help);
        return;
    }
    if let Some(name) = assigned(&keyword, arguments)
        .into_iter()
        .find(|(name, value)| is_password(name, value.trim_matches(['"', '\''])))
    {
        cx.report
            .error("literal-password", line.span, format!("the value of `{}` stands in the file", name.0))
            .label("whoever has the image can read it")
            .help("keep it out of the image: give it to the service as `{ secret = \"<its name>\" }`");
    }
}

fn is_one_line(line: &str) -> bool {
    !line.chars().any(|c| c.is_control() && c != '\t')
}

/// What Docker would refuse, or read as something else than one instruction.
fn malformed(
    keyword: &str,
    line: &str,
    arguments: &str,
    context: &Context<'_>,
) -> Option<(String, &'static str)> {
    if !is_one_line(line) || line.trim_end().ends_with('\\') {
        return Some((
            "an instruction goes on in another line".to_owned(),
            "write it on one line, and join commands by `&&`",
        ));
    }
    if arguments.is_empty() {
        return Some((format!("`{keyword}` says nothing"), "add what the instruction is to do"));
    }
    if matches!(keyword, "RUN" | "COPY" | "ADD") && arguments.contains("<<") {
        return Some((
            "a here-document needs more than one line".to_owned(),
            "put the text into a file of the context, and copy it",
        ));
    }
    if arguments.starts_with('[') && serde_json::from_str::<Vec<String>>(arguments).is_err() {
        return Some(("this is no exec form".to_owned(), "write a JSON list of texts in double quotes"));
    }
    match keyword {
        "ENV" | "LABEL" if assigned(keyword, arguments).is_empty() => {
            Some((format!("`{keyword}` sets nothing"), "write `NAME=value`"))
        }
        "WORKDIR" if !arguments.starts_with('/') => {
            Some(("the folder depends on the one before it".to_owned(), "write a path that begins with `/`"))
        }
        "COPY" | "ADD" => copied(arguments, context),
        _ => None,
    }
}

/// The names and values that ENV, ARG or LABEL give.
fn assigned<'l>(keyword: &str, arguments: &'l str) -> Vec<(&'l str, &'l str)> {
    if !matches!(keyword, "ENV" | "ARG" | "LABEL") {
        return Vec::new();
    }
    arguments.split_whitespace().filter_map(|word| word.split_once('=')).collect()
}

/// What COPY or ADD takes from the context has to be there.
fn copied(arguments: &str, context: &Context<'_>) -> Option<(String, &'static str)> {
    let words: Vec<_> = arguments.split_whitespace().collect();
    let paths: Vec<_> = words.iter().filter(|word| !word.starts_with("--")).collect();
    let (_, sources) = paths.split_last()?;
    if arguments.starts_with('[') || words.iter().any(|word| word.starts_with("--from")) {
        return None;
    }
    if sources.is_empty() {
        return Some(("there is no target".to_owned(), "write the sources and, last, the target"));
    }
    let there = |path: &str| {
        let literal = !path.contains(['*', '?', '[', '$', '"', '\'']) && !path.contains("://");
        let path = path.trim_start_matches('/');
        !literal || context.has(path) || context.has_folder(path) || matches!(path, "." | "./" | "")
    };
    let missing = sources.iter().find(|path| !there(path))?;
    Some((
        format!("the build context has no `{missing}`"),
        "name a file or folder of the context, relative to it",
    ))
}
