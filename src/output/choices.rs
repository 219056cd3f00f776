//! What the user decides about paths: kura may have them, or the user keeps them.

use std::path::{Path, PathBuf};

use super::target::{absolute, place};
use super::{Action, Plan};

/// The paths the user decided about, relative to the current folder.
///
/// A file's own path counts whatever would happen to it; a folder's only for the conflicts below it.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// kura may have these; what is there is lost.
    pub overwrite: Vec<PathBuf>,
    /// The user keeps these; that is the stronger word.
    pub keep: Vec<PathBuf>,
}

impl Choices {
    /// Changes a plan to what the user decided.
    pub fn apply(&self, plan: &mut Plan) {
        for change in &mut plan.changes {
            let place = place(&plan.root, &change.path);
            let action = std::mem::replace(&mut change.action, Action::Unchanged);
            let decides = |paths: &[PathBuf]| paths.iter().any(|path| decides(path, &place, &action));
            change.action = if decides(&self.keep) {
                kept(action)
            } else if decides(&self.overwrite) {
                overwritten(action)
            } else {
                action
            };
        }
    }
}

/// Whether a path that the user wrote is that of a plan's, or a folder above one.
pub fn knows(plan: &Plan, path: &Path) -> bool {
    let path = absolute(path);
    plan.changes.iter().any(|change| place(&plan.root, &change.path).starts_with(&path))
}

/// Whether a path that the user wrote is about a place.
fn decides(path: &Path, place: &Path, action: &Action) -> bool {
    let path = absolute(path);
    place == path || matches!(action, Action::Conflict(_)) && place.starts_with(path)
}

fn kept(action: Action) -> Action {
    match action {
        Action::Kept(_) => action,
        action => Action::Kept(Box::new(action)),
    }
}

fn overwritten(action: Action) -> Action {
    match action {
        Action::Conflict(conflict) => conflict.overwritten(),
        Action::Kept(action) => overwritten(*action),
        action => action,
    }
}
