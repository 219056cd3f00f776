//! What differs between an object as it is and as kura would write it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use serde_json::Value as Json;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::object::{Area, Object};
use super::terraform::INLINE_ROUTE;
use super::tree::ORDER;
use super::{Tree, mask};
use crate::secret::masked;
use crate::tables::consequences::{CREATED, Consequence, DELETED, INLINED, MOVED, consequence};
use crate::tables::defaults::is_default;
use crate::value::ProjectPath;

/// What happens to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// It is new.
    Created,
    /// Some of its attributes change.
    Changed,
    /// It goes.
    Deleted,
}

impl Event {
    /// Its name, in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
        }
    }
}

/// One object that differs.
#[derive(Debug, Clone)]
pub struct Difference {
    /// How it is called now, or will be if it is new.
    pub title: String,
    /// How it will be called, where that changes.
    pub new_title: Option<String>,
    /// Its kind, such as `Deployment` or `aws_subnet`.
    pub kind: String,
    /// What it belongs to.
    pub area: Area,
    /// What happens to it.
    pub event: Event,
    /// The file that holds it now.
    pub before: Option<ProjectPath>,
    /// The file that kura would write it to.
    pub after: Option<ProjectPath>,
    /// What changes, the worst first; one entry without attribute if it is created or deleted.
    pub changes: Vec<Change>,
}

impl Difference {
    /// The worst of its consequences.
    pub fn worst(&self) -> Consequence {
        self.changes.iter().map(|change| change.consequence).max().unwrap_or(Consequence::Cosmetic)
    }
}

/// One attribute that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The names from the object down to the value; empty for the object itself.
    pub attribute: String,
    /// The value now, masked if it looks like a secret; `None` where there is none.
    pub before: Option<Json>,
    /// The value as kura would write it.
    pub after: Option<Json>,
    /// Whether the values are lines that follow each other, in lists.
    pub are_lines: bool,
    /// What the change does to what runs.
    pub consequence: Consequence,
    /// Why, where that is known.
    pub because: &'static str,
}

/// An object that is only on one side.
pub(super) fn whole(object: &Object, event: Event) -> Difference {
    let attribute = if event == Event::Created { CREATED } else { DELETED };
    let (consequence, because) = consequence(&kinds(object), attribute);
    let change = Change {
        attribute: String::new(),
        before: None,
        after: None,
        are_lines: false,
        consequence,
        because,
    };
    let path = |wanted| (event == wanted).then(|| object.path.clone());
    Difference {
        title: object.title.clone(),
        new_title: None,
        kind: object.identity.kind.clone(),
        area: object.identity.area,
        event,
        before: path(Event::Deleted),
        after: path(Event::Created),
        changes: vec![change],
    }
}

/// What differs between two objects that are the same thing; `None` if nothing does.
pub(super) fn between(before: &Object, after: &Object) -> Option<Difference> {
    let mut walk =
        Walk { object: &after.identity.name, kinds: kinds(after), names: Vec::new(), changes: Vec::new() };
    let moved = before.title != after.title;
    if moved {
        let special = if before.title.starts_with(INLINE_ROUTE) { INLINED } else { MOVED };
        walk.change(special, Some(&Tree::text(&before.title)), Some(&Tree::text(&after.title)));
    }
    walk.compare(Some(&before.tree), Some(&after.tree));
    let mut changes = walk.changes;
    stops_all_pods(after, &mut changes);
    changes.sort_by_key(|change| Reverse(change.consequence));
    (!changes.is_empty()).then(|| Difference {
        title: before.title.clone(),
        new_title: moved.then(|| after.title.clone()),
        kind: after.identity.kind.clone(),
        area: after.identity.area,
        event: Event::Changed,
        before: Some(before.path.clone()),
        after: Some(after.path.clone()),
        changes,
    })
}

/// The names by which the tables know an object, the most exact first.
fn kinds(object: &Object) -> Vec<&str> {
    vec![&object.identity.kind, object.identity.area.word()]
}

/// A Deployment that recreates its pods has no pod while they restart.
fn stops_all_pods(object: &Object, changes: &mut [Change]) {
    if object.tree.text_at(&["spec", "strategy", "type"]) == Some("Recreate") {
        for change in changes.iter_mut().filter(|change| change.consequence == Consequence::RollingRestart) {
            change.consequence = Consequence::Outage;
            change.because = "strategy Recreate: all pods stop before the new ones start";
        }
    }
}

/// A walk through two trees at once.
struct Walk<'a> {
    object: &'a str,
    kinds: Vec<&'a str>,
    names: Vec<String>,
    changes: Vec<Change>,
}

impl Walk<'_> {
    fn compare(&mut self, before: Option<&Tree>, after: Option<&Tree>) {
        match (before, after) {
            (Some(Tree::Map(before)), Some(Tree::Map(after))) => self.maps(before, after),
            (Some(Tree::Bag(before)), Some(Tree::Bag(after))) => self.bags(before, after),
            (Some(Tree::Lines(before)), Some(Tree::Lines(after))) => self.lines(before, after),
            (Some(before), Some(after)) if before == after => {}
            (Some(only), None) | (None, Some(only)) if self.is_default(only) => {}
            (None, None) => {}
            _ => self.change("", before, after),
        }
    }

    fn maps(&mut self, before: &BTreeMap<String, Tree>, after: &BTreeMap<String, Tree>) {
        let mut names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        // One item of a list that has another name now is the same item.
        if let Some((old, new)) = renamed_item(before, after) {
            self.below(old, before.get(old), after.get(new));
            names.remove(old);
            names.remove(new);
        }
        for name in names {
            match (before.get(name), after.get(name)) {
                (Some(Tree::List(old)), Some(Tree::List(new))) if name == ORDER => self.orders(old, new),
                (old, new) => self.below(name, old, new),
            }
        }
    }

    /// What is only on one side is a difference of its own, and not one of the order.
    fn orders(&mut self, before: &[Tree], after: &[Tree]) {
        let common = |these: &[Tree], those: &[Tree]| {
            let those: BTreeSet<_> = those.iter().collect();
            Tree::List(these.iter().filter(|item| those.contains(item)).cloned().collect())
        };
        self.below(ORDER, Some(&common(before, after)), Some(&common(after, before)));
    }

    fn below(&mut self, name: &str, before: Option<&Tree>, after: Option<&Tree>) {
        self.names.push(name.to_owned());
        self.compare(before, after);
        self.names.pop();
    }

    /// What is equal goes; of the rest those are compared that are most alike.
    fn bags(&mut self, before: &[Tree], after: &[Tree]) {
        let (gone, new) = unequal(before, after);
        let single = before.len() == 1 && gone.len() == 1 && new.len() == 1;
        let pairs = most_alike(&gone, &new);
        for (old, new) in pairs.iter().filter_map(|(old, other)| Some((gone.get(*old)?, new.get(*other)?))) {
            let name = if single { String::new() } else { named(old) };
            self.below(&name, Some(old), Some(new));
        }
        let (old, other): (BTreeSet<_>, BTreeSet<_>) = pairs.into_iter().unzip();
        for (_, item) in gone.iter().enumerate().filter(|(place, _)| !old.contains(place)) {
            self.below(&named(item), Some(item), None);
        }
        for (_, item) in new.iter().enumerate().filter(|(place, _)| !other.contains(place)) {
            self.below(&named(item), None, Some(item));
        }
    }

    /// Lines that follow each other and differ are one change.
    fn lines(&mut self, before: &[String], after: &[String]) {
        for operation in capture_diff_slices(Algorithm::Myers, before, after) {
            if matches!(operation, DiffOp::Equal { .. }) {
                continue;
            }
            let run = |lines: &[String], range: Range<usize>| {
                let lines = lines.get(range).filter(|lines| !lines.is_empty());
                lines.map(|lines| Tree::Lines(lines.to_vec()))
            };
            let (old, new) = (run(before, operation.old_range()), run(after, operation.new_range()));
            self.change("", old.as_ref(), new.as_ref());
        }
    }

    /// Whether all of a value is what would be taken without it.
    fn is_default(&mut self, tree: &Tree) -> bool {
        match tree {
            Tree::Map(entries) if !entries.is_empty() => entries.iter().all(|(name, value)| {
                self.names.push(name.clone());
                let is_default = self.is_default(value);
                self.names.pop();
                is_default
            }),
            Tree::Bag(items) if items.len() == 1 => items.iter().all(|item| self.is_default(item)),
            Tree::Text(text) => is_default(&self.kinds, &self.plain(), text),
            Tree::Map(_) => ["{}", "[]"].iter().any(|empty| is_default(&self.kinds, &self.plain(), empty)),
            Tree::List(items) | Tree::Bag(items) => {
                items.is_empty() && is_default(&self.kinds, &self.plain(), "[]")
            }
            Tree::Lines(_) => false,
        }
    }

    /// The names down to here without those of list items.
    fn plain(&self) -> String {
        let names = self.names.iter().filter(|name| !name.is_empty() && !name.starts_with('['));
        names.map(String::as_str).collect::<Vec<_>>().join(".")
    }

    fn change(&mut self, special: &str, before: Option<&Tree>, after: Option<&Tree>) {
        let plain = if special.is_empty() { self.plain() } else { special.to_owned() };
        let (consequence, because) = consequence(&self.kinds, &plain);
        let shown =
            |tree: Option<&Tree>| tree.map(|tree| mask::value(self.object, &self.kinds, &self.names, tree));
        let attribute =
            if special.is_empty() { masked(&shown_path(&self.names)) } else { special.to_owned() };
        let are_lines = matches!(before.or(after), Some(Tree::Lines(_)));
        let (before, after) = (shown(before), shown(after));
        self.changes.push(Change { attribute, before, after, are_lines, consequence, because });
    }
}

/// The names of an attribute as a person reads them: `spec.containers[app].image`.
fn shown_path(names: &[String]) -> String {
    let mut path = String::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        if !name.starts_with('[') && !path.is_empty() {
            path.push('.');
        }
        if name.contains('.') && !name.starts_with('[') {
            path.extend(["\"", name, "\""]);
        } else {
            path += name;
        }
    }
    path
}

/// The names of the only item of a list that is gone and of the only one that is new, if they are alike.
fn renamed_item<'t>(
    before: &'t BTreeMap<String, Tree>,
    after: &'t BTreeMap<String, Tree>,
) -> Option<(&'t String, &'t String)> {
    let only = |these: &'t BTreeMap<String, Tree>, those: &BTreeMap<String, Tree>| {
        let mut names = these.keys().filter(|name| name.starts_with('[') && !those.contains_key(*name));
        names.next().filter(|_| names.next().is_none())
    };
    let (old, new) = (only(before, after)?, only(after, before)?);
    let (tree, other) = (before.get(old)?, after.get(new)?);
    let single_values =
        before.len() == 1 && after.len() == 1 && is_its_name(old, tree) && is_its_name(new, other);
    (single_values || alike(tree, other) > 0).then_some((old, new))
}

fn is_its_name(name: &str, tree: &Tree) -> bool {
    matches!(tree, Tree::Text(text) if name.trim_matches(['[', ']']) == text)
}

/// What tells a thing without name from its neighbours.
fn named(tree: &Tree) -> String {
    const TELLING: &[&str] =
        &["name", "key", "cidr_block", "from_port", "device_name", "port", "key_name", "Sid"];
    TELLING.iter().find_map(|key| tree.text_at(&[key])).map_or_else(String::new, |text| format!("[{text}]"))
}

/// What each of two bags has that the other has not, or not as often.
fn unequal<'t>(before: &'t [Tree], after: &'t [Tree]) -> (Vec<&'t Tree>, Vec<&'t Tree>) {
    let mut places: BTreeMap<&Tree, VecDeque<usize>> = BTreeMap::new();
    for (place, item) in after.iter().enumerate() {
        places.entry(item).or_default().push_back(place);
    }
    let is_gone = |item: &&Tree| places.get_mut(*item).and_then(VecDeque::pop_front).is_none();
    let gone = before.iter().filter(is_gone).collect();
    let new: BTreeSet<_> = places.into_values().flatten().collect();
    (gone, new.into_iter().filter_map(|place| after.get(place)).collect())
}

/// Of more things without names than these, no person would know which has become which.
const PAIRED: usize = 300;

/// The places of those that have most in common, the most alike first, each at most once.
fn most_alike(before: &[&Tree], after: &[&Tree]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (old, tree) in before.iter().enumerate().take(PAIRED) {
        let common = after.iter().enumerate().take(PAIRED).map(|(new, other)| (alike(tree, other), new));
        pairs.extend(
            common.filter(|(common, _)| *common > 0).map(|(common, new)| (Reverse(common), old, new)),
        );
    }
    pairs.sort_unstable();
    let (mut olds, mut news): (BTreeSet<_>, BTreeSet<_>) =
        ((0..before.len()).collect(), (0..after.len()).collect());
    let mut found = Vec::new();
    for (_, old, new) in pairs {
        if olds.contains(&old) && news.contains(&new) {
            olds.remove(&old);
            news.remove(&new);
            found.push((old, new));
        }
    }
    // What is left alone on both sides belongs together.
    if olds.len() == 1 && news.len() == 1 {
        found.extend(olds.into_iter().zip(news));
    }
    found
}

/// How many values two maps have in common.
fn alike(tree: &Tree, other: &Tree) -> usize {
    match (tree, other) {
        (Tree::Map(tree), Tree::Map(other)) => {
            let common = tree.iter().filter_map(|(name, value)| Some((value, other.get(name)?)));
            common.map(|(value, other)| if value == other { 1 } else { alike(value, other) }).sum()
        }
        _ => 0,
    }
}
