//! What would change in meaning, between the files that are there and those that kura would write.
//!
//! It knows the languages of the files, not the disk: texts in, differences out.

mod difference;
mod dockerfile;
mod groovy;
mod kubernetes;
mod mask;
mod object;
mod pair;
mod pipeline;
mod read;
mod shell;
mod terraform;
#[cfg(test)]
mod tests;
mod text;
mod tree;

pub use difference::{Change, Difference, Event};
pub use object::Area;
pub use text::{NotUnderstood, Text};
pub use tree::Tree;

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use object::{Identity, Object};

use crate::tables::consequences::Consequence;
use crate::value::ProjectPath;

/// What would change in meaning.
#[derive(Debug, Clone, Default)]
pub struct Meaning {
    /// The objects that differ, the worst first.
    pub differences: Vec<Difference>,
    /// Addresses of Terraform for the same thing, now and as kura would write them.
    pub moved: Vec<(String, String)>,
    /// Objects in files that stay, of which kura would write its own; both would be there.
    pub twice: Vec<(String, ProjectPath)>,
    /// Objects in files that stay, of which kura writes nothing.
    pub left_alone: Vec<(String, ProjectPath)>,
    /// Files that could not be understood.
    pub not_understood: Vec<NotUnderstood>,
    /// How many objects are the same.
    pub same: usize,
}

impl Meaning {
    /// Whether nothing that kura writes differs, as far as could be understood.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty() && self.not_understood.iter().all(|file| file.stays)
    }

    /// The worst of all consequences; `None` without a difference.
    pub fn worst(&self) -> Option<Consequence> {
        self.differences.first().map(Difference::worst)
    }
}

/// Compares the files that are there with those that kura would write.
pub fn compare(before: &[Text<'_>], after: &[Text<'_>]) -> Meaning {
    let (old, mut not_understood) = read::objects(before);
    // Equal texts mean the same, as they mostly do: then the objects are only counted.
    let is_equal = before == after;
    if is_equal && not_understood.is_empty() && are_unique(&old) {
        return Meaning { same: old.len(), ..Meaning::default() };
    }
    let (mut new, broken) =
        if is_equal { (old.clone(), not_understood.clone()) } else { read::objects(after) };
    not_understood.extend(broken);
    // Nothing is known of what would change in such a file.
    let unknown: BTreeSet<_> = not_understood.iter().map(|file| &file.path).collect();
    new.retain(|object| !unknown.contains(&object.path));
    let mut meaning = Meaning { not_understood, ..Meaning::default() };
    let mut old = unique(old, &mut meaning);
    let pairs = pair::pairs(&mut old, &new);
    meaning.moved = pair::moved(&pairs);
    sort(&mut meaning, old, &new, &pairs);
    meaning
}

/// Whether no two objects of one side are the same thing.
fn are_unique(objects: &[Object]) -> bool {
    let mut known = BTreeSet::new();
    objects.iter().all(|object| known.insert(&object.identity))
}

/// The objects of one side by their identity; of two, the one counts that kura replaces, else the last, as for `kubectl apply`.
fn unique(mut objects: Vec<Object>, meaning: &mut Meaning) -> BTreeMap<Identity, Object> {
    objects.sort_by_key(|object| object.stays);
    let mut unique = BTreeMap::new();
    for object in objects {
        match unique.entry(object.identity.clone()) {
            Entry::Vacant(place) => {
                place.insert(object);
            }
            Entry::Occupied(mut place) if place.get().stays == object.stays => {
                let before = place.insert(object);
                if before.stays {
                    meaning.twice.push((before.title, before.path));
                }
            }
            Entry::Occupied(_) => meaning.twice.push((object.title, object.path)),
        }
    }
    unique
}

/// Says of each object whether it is created, changed, deleted, the same or left alone.
fn sort(
    meaning: &mut Meaning,
    before: BTreeMap<Identity, Object>,
    after: &[Object],
    pairs: &BTreeMap<Identity, Identity>,
) {
    for object in after {
        match pairs.get(&object.identity).and_then(|identity| before.get(identity)) {
            None => meaning.differences.push(difference::whole(object, Event::Created)),
            Some(old) => {
                if old.stays {
                    meaning.twice.push((old.title.clone(), old.path.clone()));
                }
                match difference::between(old, object) {
                    Some(difference) => meaning.differences.push(difference),
                    None => meaning.same += 1,
                }
            }
        }
    }
    let paired: BTreeSet<_> = pairs.values().collect();
    for (identity, object) in before {
        if paired.contains(&identity) {
            continue;
        }
        if object.stays {
            meaning.left_alone.push((object.title, object.path));
        } else {
            meaning.differences.push(difference::whole(&object, Event::Deleted));
        }
    }
    meaning.differences.sort_by_key(|found| {
        (Reverse(found.worst()), found.area, found.event, found.title.clone(), found.before.clone())
    });
    meaning.twice.sort();
}
