//! Commands and flags.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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
    /// Report every mistake, and write nothing
    ///
    /// Exit status: 0 without errors, 1 with errors, 2 on trouble.
    Check {
        /// A kura.toml, or a folder that is searched for them
        paths: Vec<PathBuf>,
    },
    /// Check, then write what changed
    ///
    /// A file that kura did not write, or that was edited since, is a conflict: then nothing is written.
    /// Exit status: 0 when everything is written, 1 with errors or conflicts, 2 on trouble.
    Build {
        /// A kura.toml, or a folder that is searched for them
        paths: Vec<PathBuf>,
        /// Write below this folder instead of beside kura.toml
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Show what build would change in the files on disk
    ///
    /// Exit status: 0 when nothing would change, 1 when something would, 2 on errors and trouble.
    Diff {
        /// A kura.toml, or a folder that is searched for them
        paths: Vec<PathBuf>,
        /// Compare with this folder instead of the one of kura.toml
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Print every key of kura.toml: as JSON Schema for editors, or as a page for people
    Schema {
        /// How it is printed
        #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
        format: SchemaFormat,
    },
}

/// How the language is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// JSON Schema, draft 2020-12
    Json,
    /// The reference, in Markdown
    Markdown,
}
