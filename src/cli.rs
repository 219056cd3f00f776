//! Commands and flags.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use kura::output::{Shard, cores};
use kura::value::{Date, FromText as _};

/// Compiles one kura.toml into Terraform, Kubernetes manifests, a Jenkinsfile and Dockerfiles that agree with each other.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What kura does.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report every mistake, and generate nothing
    ///
    /// With --fix it mends what it is certain of, and reports what is left.
    /// Exit status: 0 without errors, 1 with errors, 2 on trouble.
    Check(Check),
    /// Check, then write what changed
    ///
    /// A file that kura did not write, or that was edited since, is a conflict: then nothing of its project is written.
    /// Exit status: 0 when everything is written, 1 with errors or conflicts, 2 on trouble.
    Build(Build),
    /// Show what build would change in the files on disk
    ///
    /// Exit status: 0 when nothing would change, 1 when something would, 2 on errors and trouble.
    Diff(Diff),
    /// Say why a rule matters, what fails it, what passes, and how to mend it; without a rule, list all
    ///
    /// Exit status: 0, or 2 for a rule that does not exist.
    Explain {
        /// Name of a rule, as in the brackets of a message
        rule: Option<String>,
        /// How it is printed
        #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
        format: ExplainFormat,
    },
    /// Print every key of kura.toml: as JSON Schema for editors, or as a page for people
    Schema {
        /// How it is printed
        #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
        format: SchemaFormat,
    },
}

/// Which projects a command is about.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// A kura.toml, or a folder that is searched for them
    pub(crate) paths: Vec<PathBuf>,
    /// How many projects are worked on at once; without it, as many as there are cores
    ///
    /// What is printed and written is the same for any number.
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Only the i-th of n parts of the projects found, to share them among machines, such as 1/4
    ///
    /// Which part a project is of follows from its path below PATH alone.
    #[arg(long, value_name = "I/N", value_parser = Shard::from_text)]
    pub(crate) shard: Option<Shard>,
}

impl Which {
    /// How many projects are worked on at once.
    pub(crate) fn jobs(&self) -> NonZeroUsize {
        self.jobs.unwrap_or_else(cores)
    }
}

/// What `check` is told.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Which projects.
    #[command(flatten)]
    pub(crate) which: Which,
    /// Apply the remedies that are certain to kura.toml, keeping its comments and layout
    #[arg(long)]
    pub(crate) fix: bool,
    /// How the findings are printed: for people on stderr, else on stdout
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(crate) format: CheckFormat,
    /// Let warnings count as errors
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// The day that ages versions and base images, such as 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Date>,
}

/// What `build` is told.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// Which projects.
    #[command(flatten)]
    pub(crate) which: Which,
    /// Write below this folder instead of beside kura.toml
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Let kura have a path in conflict, and lose what is there; a folder stands for the conflicts below it
    ///
    /// Also gives a path back to kura that --keep took from it. May be given more than once.
    #[arg(long, value_name = "PATH")]
    pub(crate) overwrite: Vec<PathBuf>,
    /// Keep a path from kura, which remembers it in kura.lock; a folder stands for the conflicts below it
    ///
    /// May be given more than once, and is stronger than --overwrite.
    #[arg(long, value_name = "PATH")]
    pub(crate) keep: Vec<PathBuf>,
    /// List what the build read, as a rule of Make and Ninja for each kura.lock
    ///
    /// Where a file was looked for in vain, its folder is listed: it changes when the file appears.
    #[arg(long, value_name = "FILE")]
    pub(crate) depfile: Option<PathBuf>,
    /// Write no project that has warnings
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// The day that ages versions and base images, such as 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Date>,
}

/// What `diff` is told.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Which projects.
    #[command(flatten)]
    pub(crate) which: Which,
    /// Compare with this folder instead of the one of kura.toml
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Compare what the files mean, also files written by hand, and say what each change does to what runs
    #[arg(long)]
    pub(crate) semantic: bool,
    /// How the diff is printed
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// Show only how many lines change in each file
    #[arg(long, conflicts_with_all = ["semantic", "format", "context"])]
    pub(crate) stat: bool,
    /// Lines shown around each change
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) context: usize,
    /// The day that ages versions and base images, such as 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Date>,
}

fn day(text: &str) -> Result<Date, String> {
    Date::from_text(text).map_err(|problem| format!("{}; {}", problem.message, problem.help))
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Human,
    /// One object, with diagnostics and a summary
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// How a diff is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// A patch, or with --semantic a list of changes
    Text,
    /// One object, with files, their hunks and a summary
    Json,
    /// A comment of a pull request
    Markdown,
}

/// How the language is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// JSON Schema, draft 2020-12
    Json,
    /// The reference, in Markdown
    Markdown,
}

/// How rules are explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For the terminal
    Text,
    /// An array of objects with name, severity and summary
    Json,
    /// One page with all rules
    Markdown,
}
