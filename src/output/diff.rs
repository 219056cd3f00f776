//! A plan as text: what would change in the files on disk.

use std::fmt::Write as _;

use similar::TextDiff;

use super::{Action, Plan};

/// The plan as a unified diff that `patch` and `git apply` accept, conflicts first, as comments.
pub fn diff(plan: &Plan) -> String {
    let mut text = String::new();
    for (path, conflict) in plan.conflicts() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# conflict: {path}: {conflict}");
    }
    for change in &plan.changes {
        let path = change.path.as_str();
        let new_name = format!("b/{path}");
        let old_name = format!("a/{path}");
        match &change.action {
            Action::Create(file) => text += &unified(b"", &file.contents, "/dev/null", &new_name),
            Action::Update(file, old) => text += &unified(old, &file.contents, &old_name, &new_name),
            Action::Delete(old) => text += &unified(old, "", &old_name, "/dev/null"),
            Action::Keep | Action::Conflict(_) => {}
        }
    }
    text
}

fn unified(old: &[u8], new: &str, old_name: &str, new_name: &str) -> String {
    let old = String::from_utf8_lossy(old);
    TextDiff::from_lines(old.as_ref(), new).unified_diff().header(old_name, new_name).to_string()
}
