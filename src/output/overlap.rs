//! Paths that several projects of one command have to do with.

use std::collections::BTreeMap;

use super::target::place;
use super::{Action, Change, Conflict, Plan, Trouble, on_disk};

/// Hands files over: what one project no longer produces and another does is not deleted.
///
/// # Errors
///
/// [`Trouble`] when two projects produce one file.
pub fn hand_over(plans: &mut [Plan]) -> Result<(), Trouble> {
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

fn is_produced(change: &Change) -> bool {
    !is_stale(change) && !matches!(change.action, Action::Kept(_))
}

/// Whether a file is no longer produced.
fn is_stale(change: &Change) -> bool {
    matches!(change.action, Action::Delete(_) | Action::Conflict(Conflict { file: None, .. }))
}
