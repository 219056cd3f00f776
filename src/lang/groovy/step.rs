//! Steps and options that every Jenkins has.

use super::code::{Code, call, literal, named};
use super::{Node, block, sh_as_written};
use crate::lang::shell;

/// Columns of a script's line: the deepest stands 36 columns inside, and ends in a doubled backslash.
const SCRIPT_WIDTH: usize = 78;

/// Builds the step `sh` with a script whose lines are broken where they are too long to read.
pub fn sh(script: &str) -> Node {
    sh_as_written(&shell::wrap(script, SCRIPT_WIDTH))
}

/// Builds the step or option [`timeout`](https://www.jenkins.io/doc/pipeline/steps/workflow-basic-steps/).
pub fn timeout(minutes: i64) -> Code {
    let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    call("timeout", [named("time", minutes), named("unit", literal("MINUTES"))])
}

/// Builds the step `retry` around steps that may fail because the network did.
pub fn retry(steps: impl IntoIterator<Item = Node>) -> Node {
    block(retry_times(3), steps)
}

/// Builds the option `retry`.
pub fn retry_times(times: i64) -> Code {
    call("retry", [u32::try_from(times).unwrap_or(u32::MAX)])
}
