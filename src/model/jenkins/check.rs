//! Texts of the pipeline that mean something to others than Jenkins.

use super::context::Context;
use crate::model::resolver::Resolver;
use crate::read::config::{self, Text};
use crate::value::{Problem, printable_line};

/// Checks the address of a web server: no blank, no quote, nothing that could be an option.
pub(super) fn https(text: &str) -> Result<(), Problem> {
    let rest = text.strip_prefix("https://").unwrap_or("");
    if !rest.is_empty() && rest.chars().all(is_url) {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not an address"), "write `https://` and a host"))
}

/// Checks the address of a page.
pub(super) fn url(text: &str) -> Result<(), Problem> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or("");
    if !rest.is_empty() && rest.chars().all(is_url) {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not the address of a page"), "write `https://`, a host and a path"))
}

fn is_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&()*+,;=%".contains(c)
}

/// Checks base64 without line breaks.
pub(super) fn base64(text: &str) -> Result<(), Problem> {
    let body = text.trim_end_matches('=');
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    if !body.is_empty() && body.chars().all(sound) && text.len().is_multiple_of(4) {
        return Ok(());
    }
    Err(Problem::new("this is not base64", "write it on one line, as `aws eks describe-cluster` shows it"))
}

/// Checks shell lines: a carriage return is read as a part of the last word.
pub(super) fn script(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::new("the script is empty", "write what the stage does, or remove it"));
    }
    if text.contains('\r') {
        return Err(Problem::new("the script holds a carriage return", "end lines with a line feed alone"));
    }
    Ok(())
}

/// Checks a git branch as far as the shell and git's own options are concerned.
///
/// Source: <https://git-scm.com/docs/git-check-ref-format>
pub(super) fn branch(text: &str) -> Result<(), Problem> {
    let sound = |c: char| c.is_ascii_alphanumeric() || "-._/+#@".contains(c);
    let locks = text.rsplit('.').next() == Some("lock");
    let ends = text.starts_with(['-', '/', '.']) || text.ends_with(['/', '.']) || locks;
    if !text.is_empty() && !ends && text.chars().all(sound) && !text.contains("..") && !text.contains("//") {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not the name of a branch"), "write a name such as `main`"))
}

/// Checks a branch or a pattern of branches, as `when { branch }` compares them.
pub(super) fn branch_pattern(text: &str) -> Result<(), Problem> {
    branch(&text.replace('*', "x"))
}

/// Checks what becomes a part of a job's name in Jenkins.
///
/// Source: <https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/jenkins/model/Jenkins.java>, `checkGoodName`
pub(super) fn job_name(text: &str) -> Result<(), Problem> {
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` cannot be in the name of a job"),
        "use letters, digits, `-`, `_` and `.`",
    ))
}

/// A name of something in Jenkins, which the stage needs.
pub(super) fn required<'a>(
    cx: &mut Resolver<'_>,
    context: &Context<'a, '_>,
    name: &str,
    key: fn(&'a config::Stage) -> Option<&'a Text>,
) -> Option<&'a Text> {
    let found = context.option(key);
    if found.is_none() {
        cx.report
            .error("missing-key", context.span, format!("`{name}` is missing"))
            .label(format!("this stage needs the key `{name}`"))
            .help(format!("add `{name} = \"...\"`: its name in Jenkins"));
    }
    found.filter(|found| cx.check(printable_line(found), found.span))
}
