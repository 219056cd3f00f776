//! The order in which the stages of a pipeline run.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{Own, anchor};
use super::stages;

/// Names in the order in which the stages run: the built-in ones that are on, and own ones at their places.
///
/// An own stage runs where the stage runs that it names. Own stages at one place keep the order of the file.
pub(super) fn order<'a>(on: &BTreeSet<&'a str>, own: &[Own<'a>]) -> Vec<&'a str> {
    let mut order = Order::default();
    let mut last = None;
    for name in stages::names().filter(|name| on.contains(name)) {
        order.insert(last, name);
        last = Some(name);
    }
    for (key, stage) in with_a_place(on, own) {
        match (&stage.after, &stage.before) {
            (Some(after), _) => order.put_after(&after.value, &key.value),
            (None, Some(before)) => order.put_before(&before.value, &key.value),
            (None, None) => {}
        }
    }
    order.names()
}

/// The own stages whose place is found by going through the file again and again, in the order in which they find it.
fn with_a_place<'a>(on: &BTreeSet<&'a str>, own: &[Own<'a>]) -> Vec<Own<'a>> {
    let mut waiting: BTreeMap<&str, Vec<(usize, Own<'a>)>> = BTreeMap::new();
    for (index, (key, stage)) in own.iter().enumerate() {
        if let Some(name) = anchor(stage) {
            waiting.entry(&name.value).or_default().push((index, (*key, *stage)));
        }
    }
    let mut found = Vec::new();
    let mut placed: Vec<_> = on.iter().map(|name| (*name, 0, None)).collect();
    while let Some((name, round, at)) = placed.pop() {
        for (index, own) in waiting.remove(name).unwrap_or_default() {
            // Who stands before the stage that it names is passed by, and waits for the next round.
            let round = if at.is_none_or(|at| at < index) { round } else { round + 1 };
            placed.push((&own.0.value, round, Some(index)));
            found.push((round, index, own));
        }
    }
    found.sort_by_key(|(round, index, _)| (*round, *index));
    found.into_iter().map(|(_, _, own)| own).collect()
}

/// Names in a row, of which each knows its neighbours: a new one finds its place without a search.
#[derive(Default)]
struct Order<'a> {
    /// What follows a name; nothing is before the first.
    next: BTreeMap<Option<&'a str>, &'a str>,
    /// What a name follows.
    previous: BTreeMap<&'a str, Option<&'a str>>,
    /// By the stage that they name with `after`, those that follow it with nothing between.
    following: BTreeMap<&'a str, Vec<&'a str>>,
    /// The stage that each of those names, and its place among them.
    followed: BTreeMap<&'a str, (&'a str, usize)>,
}

impl<'a> Order<'a> {
    /// Puts a stage right before another.
    fn put_before(&mut self, before: &'a str, name: &'a str) {
        let previous = self.previous.get(before).copied().flatten();
        self.insert(previous, name);
    }

    /// Puts a stage after another, and after those that already follow it.
    fn put_after(&mut self, after: &'a str, name: &'a str) {
        let following = self.following.entry(after).or_default();
        let last = following.last().copied().unwrap_or(after);
        self.followed.insert(name, (after, following.len()));
        following.push(name);
        self.insert(Some(last), name);
    }

    fn insert(&mut self, previous: Option<&'a str>, name: &'a str) {
        self.previous.insert(name, previous);
        let Some(next) = self.next.insert(previous, name) else { return };
        self.next.insert(Some(name), next);
        self.previous.insert(next, Some(name));
        // What comes between ends the row of those that followed.
        if let Some((after, place)) = self.followed.get(next)
            && let Some(following) = self.following.get_mut(after)
            && following.get(*place) == Some(&next)
        {
            following.truncate(*place);
        }
    }

    fn names(&self) -> Vec<&'a str> {
        let next = |name: &&'a str| self.next.get(&Some(*name)).copied();
        std::iter::successors(self.next.get(&None).copied(), next).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BTreeSet, Own, order, stages};
    use crate::diagnostic::Report;
    use crate::model::jenkins::place;
    use crate::read::config::Stage;
    use crate::read::read;
    use crate::span::Source;

    /// The same by searching, as it is said in words.
    fn searched<'a>(on: &BTreeSet<&'a str>, own: &[Own<'a>]) -> Vec<&'a str> {
        let mut order: Vec<_> = stages::names().filter(|name| on.contains(name)).collect();
        let mut left = own.to_vec();
        loop {
            let before = left.len();
            left.retain(|(key, stage)| !insert(&mut order, key, stage, own));
            if left.len() == before {
                return order;
            }
        }
    }

    fn insert<'a>(order: &mut Vec<&'a str>, key: &'a str, stage: &Stage, own: &[Own<'a>]) -> bool {
        let name = stage.after.as_ref().or(stage.before.as_ref()).unwrap();
        let Some(place) = order.iter().position(|placed| *placed == name.value) else { return false };
        if stage.before.is_some() {
            order.insert(place, key);
            return true;
        }
        let same = |placed: &&&str| {
            let other = own.iter().find(|(other, _)| other.value == **placed);
            other
                .is_some_and(|(_, other)| other.after.as_ref().is_some_and(|after| after.value == name.value))
        };
        let following = order[place + 1..].iter().take_while(same).count();
        order.insert(place + 1 + following, key);
        true
    }

    /// For each own stage the number of the one that it names, the last of them a built-in one, and whether it is `after` it.
    fn places() -> impl Strategy<Value = Vec<(usize, bool)>> {
        (1..16_usize).prop_flat_map(|count| prop::collection::vec((0..=count, any::<bool>()), count))
    }

    proptest! {
        #[test]
        fn a_stage_stands_where_a_search_would_put_it(places in places()) {
            let stage = |(number, (named, after)): (usize, &(usize, bool))| {
                let named = if *named == places.len() { "deploy".to_owned() } else { format!("own{named}") };
                let key = if *after { "after" } else { "before" };
                format!("own{number} = {{ {key} = \"{named}\", sh = \"true\" }}\n")
            };
            let stages: String = places.iter().enumerate().map(stage).collect();
            let text = format!("kura = 1\n[project]\nname = \"shop\"\n[jenkins.stages]\n{stages}");
            let read = read(&Source { path: String::new(), text }, &mut Report::default()).unwrap();
            let jenkins = read.config.jenkins.unwrap();
            let own = place::own(&jenkins.stages);
            prop_assert_eq!(own.len(), places.len());
            let on = BTreeSet::from(["build", "push", "deploy"]);
            prop_assert_eq!(order(&on, &own), searched(&on, &own));
        }
    }
}
