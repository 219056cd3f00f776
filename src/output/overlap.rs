//! Paths that several projects of one command have to do with.

use std::collections::BTreeMap;
use std::path::Path;

use super::target::place;
use super::{Action, Change, Conflict, Lock, Plan, Trouble, on_disk};
use crate::value::{FromText as _, ProjectPath};

/// Hands files over: what one project no longer produces and another does is not deleted.
///
/// # Errors
///
/// [`Trouble`] when two projects produce one file.
pub fn hand_over(plans: &mut [Plan]) -> Result<(), Trouble> {
    if plans.len() < 2 {
        return Ok(());
    }
    let mut produced = BTreeMap::new();
    for plan in plans.iter() {
        for change in plan.changes.iter().filter(|change| is_produced(change)) {
            if let Some(other) = produced.insert(place(&plan.root, &change.path), plan.root.clone()) {
                return Err(Trouble {
                    what: format!("cannot write `{}`", on_disk(&plan.root, &change.path).display()),
                    why: format!("both `{}` and `{}` produce it", other.display(), plan.root.display()),
                });
            }
        }
    }
    for Plan { root, changes, .. } in plans {
        changes.retain(|change| !is_stale(change) || !produced.contains_key(&place(root, &change.path)));
    }
    Ok(())
}

/// Whether a path is in the lock of a project in a folder below.
pub(super) fn is_of_another_below(root: &Path, path: &ProjectPath) -> Result<bool, Trouble> {
    let mut folder = path.parent();
    while !folder.is_root() {
        let below = path.relative_to(&folder).and_then(|below| ProjectPath::from_text(below).ok());
        let lock = Lock::read(&on_disk(root, &folder))?;
        if below.is_some_and(|below| lock.entries.contains_key(&below)) {
            return Ok(true);
        }
        folder = folder.parent();
    }
    Ok(false)
}

fn is_produced(change: &Change) -> bool {
    !is_stale(change) && !matches!(change.action, Action::Kept(_))
}

/// Whether a file is no longer produced.
fn is_stale(change: &Change) -> bool {
    matches!(change.action, Action::Delete(_) | Action::Conflict(Conflict { file: None, .. }))
}
