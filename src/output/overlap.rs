//! Paths that several projects of one command have to do with.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::target::absolute;
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
            if let Some(other) = produced.insert(place(plan, change), plan.root.clone()) {
                return Err(Trouble {
                    what: format!("cannot write `{}`", on_disk(&plan.root, &change.path).display()),
                    why: format!("both `{}` and `{}` produce it", other.display(), plan.root.display()),
                });
            }
        }
    }
    for plan in plans {
        let handed_over = |change: &Change| is_stale(change) && produced.contains_key(&place(plan, change));
        let changes = plan.changes.iter().filter(|change| !handed_over(change)).cloned().collect();
        plan.changes = changes;
    }
    Ok(())
}

fn place(plan: &Plan, change: &Change) -> PathBuf {
    absolute(&on_disk(&plan.root, &change.path))
}

fn is_produced(change: &Change) -> bool {
    !is_stale(change) && !matches!(change.action, Action::Kept(_))
}

/// Whether a file is no longer produced.
fn is_stale(change: &Change) -> bool {
    matches!(change.action, Action::Delete(_) | Action::Conflict(Conflict { file: None, .. }))
}
