//! The instructions of a build stage.

use super::word::{exec, is_lost, paths, word};
use crate::lang::comment;

/// What an instruction that is too long for one line continues with.
const CONTINUE: &str = " \\\n    ";

/// One instruction, comment or blank line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instruction {
    /// `ARG`: a build argument and its default; the name is code.
    Arg(String, Option<String>),
    /// `ENV`: variables and their values; the names are code.
    Env(Vec<(String, String)>),
    /// `LABEL`: labels and their values.
    Label(Vec<(String, String)>),
    /// `WORKDIR`: a folder.
    Workdir(String),
    /// `USER`: a user, or a user and a group as in `app:app`.
    User(String),
    /// `EXPOSE`: a TCP port.
    Expose(u16),
    /// `COPY`: the stage or image and the owner to copy with, then the sources and the target.
    Copy {
        /// The stage or image of the sources; `None` for the build context.
        from: Option<String>,
        /// The owner of the copies, such as `app:app`.
        chown: Option<String>,
        /// The sources and, last, the target.
        paths: Vec<String>,
    },
    /// `RUN`: commands of a shell, each of which must succeed.
    Run {
        /// Mounts such as `type=cache,target=/root/.npm`; they are code.
        mounts: Vec<String>,
        /// The commands, joined by `&&`; they are code.
        commands: Vec<String>,
    },
    /// `ENTRYPOINT` in its exec form.
    Entrypoint(Vec<String>),
    /// `CMD` in its exec form.
    Cmd(Vec<String>),
    /// `HEALTHCHECK`.
    Healthcheck(Healthcheck),
    /// `HEALTHCHECK NONE`: nothing is asked, whatever the base image says.
    NoHealthcheck,
    /// `STOPSIGNAL`: a signal such as `SIGTERM`.
    Stopsignal(String),
    /// A whole instruction; it is code, on one line.
    Written(String),
    /// One `#` line per line of the text.
    Comment(String),
    /// A blank line.
    Blank,
}

/// How Docker finds out whether a container works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Healthcheck {
    /// Seconds between two checks.
    pub interval: u32,
    /// Seconds that a check may take.
    pub timeout: u32,
    /// The command in its exec form.
    pub command: Vec<String>,
}

/// Prints an instruction without the newline after it.
pub(super) fn print(instruction: &Instruction) -> String {
    match instruction {
        Instruction::Arg(name, None) => format!("ARG {name}"),
        Instruction::Arg(name, Some(value)) => format!("ARG {name}={}", word(value)),
        Instruction::Env(pairs) => format!("ENV {}", assignments(pairs)),
        Instruction::Label(pairs) => format!("LABEL {}", assignments(pairs)),
        Instruction::Workdir(folder) => format!("WORKDIR {}", word(folder)),
        Instruction::User(user) => format!("USER {}", word(user)),
        Instruction::Expose(port) => format!("EXPOSE {port}"),
        Instruction::Copy { from, chown, paths } => copy(from.as_ref(), chown.as_ref(), paths),
        Instruction::Run { mounts, commands } => run(mounts, commands),
        Instruction::Entrypoint(words) => format!("ENTRYPOINT {}", exec(words)),
        Instruction::Cmd(words) => format!("CMD {}", exec(words)),
        Instruction::Healthcheck(check) => healthcheck(check),
        Instruction::NoHealthcheck => "HEALTHCHECK NONE".to_owned(),
        Instruction::Written(line) => line.replace(is_lost, " "),
        Instruction::Stopsignal(signal) => format!("STOPSIGNAL {}", word(signal)),
        Instruction::Comment(text) => comment::lines("#", text).join("\n"),
        Instruction::Blank => String::new(),
    }
}

fn assignments(pairs: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", word(name), word(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join(CONTINUE)
}

fn copy(from: Option<&String>, chown: Option<&String>, paths: &[String]) -> String {
    let from = from.map(|from| format!("--from={} ", word(from)));
    let chown = chown.map(|owner| format!("--chown={} ", word(owner)));
    format!("COPY {}{}{}", from.unwrap_or_default(), chown.unwrap_or_default(), self::paths(paths))
}

/// Whether Docker would read a command as more or less than itself: it ends, goes on in the next line,
/// begins a here-document or a list.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#run>
fn is_misread(command: &str) -> bool {
    let goes_on = command.trim_end().ends_with('\\');
    command.contains(is_lost) || goes_on || command.contains("<<") || command.trim_start().starts_with('[')
}

/// Writes one step a line; some commands only an exec form can say.
fn run(mounts: &[String], commands: &[String]) -> String {
    let mut lines: Vec<_> = mounts.iter().map(|mount| format!("--mount={mount}")).collect();
    if commands.iter().any(|command| is_misread(command)) {
        lines.push(exec(&["/bin/sh".to_owned(), "-c".to_owned(), commands.join(" && ")]));
    } else {
        lines.push(commands.join(&format!("{CONTINUE}&& ")));
    }
    format!("RUN {}", lines.join(CONTINUE))
}

fn healthcheck(check: &Healthcheck) -> String {
    format!(
        "HEALTHCHECK --interval={}s --timeout={}s{CONTINUE}CMD {}",
        check.interval,
        check.timeout,
        exec(&check.command)
    )
}
