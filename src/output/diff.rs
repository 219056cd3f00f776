//! A plan as text: what would change in the files on disk.

use std::fmt::Write as _;
use std::path::Path;

use similar::TextDiff;

use super::{Action, Plan};
use crate::value::ProjectPath;

/// The plan as a unified diff that `git apply` accepts, conflicts first, as comments.
///
/// `below` is the project's folder where a diff is of several: it stands before each path.
pub fn diff(plan: &Plan, below: &Path) -> String {
    let mut text = String::new();
    for (path, conflict) in plan.conflicts() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# conflict: {}: {conflict}", shown(below, path));
    }
    for change in &plan.changes {
        let path = shown(below, &change.path);
        let new_name = format!("b/{path}");
        let old_name = format!("a/{path}");
        match &change.action {
            Action::Create(file) => text += &unified(b"", &file.contents, "/dev/null", &new_name),
            Action::Update(file, old) => text += &unified(old, &file.contents, &old_name, &new_name),
            Action::Delete(old) => text += &unified(old, "", &old_name, "/dev/null"),
            Action::Unchanged | Action::Kept(_) | Action::Conflict(_) => {}
        }
    }
    text
}

fn unified(old: &[u8], new: &str, old_name: &str, new_name: &str) -> String {
    let old = String::from_utf8_lossy(old);
    TextDiff::from_lines(old.as_ref(), new).unified_diff().header(old_name, new_name).to_string()
}

fn shown(below: &Path, path: &ProjectPath) -> String {
    let folder = below.to_string_lossy().replace('\\', "/");
    if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") }
}
