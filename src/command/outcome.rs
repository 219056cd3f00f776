//! How projects ended, and the one line that counts them.

use std::collections::BTreeMap;

use kura::secret::Shown;

use super::Status;
use super::search::Found;
use crate::terminal::{number, plural, progress, say, show};

/// How one project ended, as the summary names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ended {
    /// `build` changed files.
    Written,
    /// `build` had nothing to change.
    Unchanged,
    /// `diff` found a difference.
    Different,
    /// `diff` found none.
    Same,
    /// Nothing was found.
    Clean,
    /// There are warnings.
    Warnings,
    /// There are errors.
    Errors,
    /// Files stand in the way.
    Conflicts,
    /// It was left as it is because of another that it shares a folder with.
    HeldBack,
    /// It could not be read or written.
    Trouble,
}

impl Ended {
    fn words(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Different => "different",
            Self::Same => "the same",
            Self::Clean => "clean",
            Self::Warnings => "with warnings",
            Self::Errors => "with errors",
            Self::Conflicts => "with conflicts",
            Self::HeldBack => "held back by another",
            Self::Trouble => "in trouble",
        }
    }
}

/// What a person is told, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Said(Vec<Shown>);

impl Said {
    /// Adds what may be shown already.
    pub(super) fn show(&mut self, shown: Shown) {
        self.0.push(shown);
    }

    /// Adds a sentence, without its secrets.
    pub(super) fn say(&mut self, text: &str) {
        self.show(Shown::lines(text));
    }
}

/// What came of one project, or of those that belong together.
pub(super) struct Outcome {
    /// What a person is told.
    pub(super) said: Said,
    /// What it means for the exit status.
    pub(super) status: Status,
    /// How each project ended.
    pub(super) ended: Vec<Ended>,
}

/// What came of all.
pub(super) struct Tally {
    status: Status,
    /// How many projects there are.
    of: usize,
    /// How many places could not be searched for more.
    unsearched: usize,
    counts: BTreeMap<Ended, usize>,
}

impl Tally {
    /// Nothing yet of what was found.
    pub(super) fn new(found: &Found) -> Self {
        let status = if found.unsearched == 0 { Status::Clean } else { Status::Trouble };
        Self { status, of: found.projects.len(), unsearched: found.unsearched, counts: BTreeMap::new() }
    }

    /// Tells a person the next, and counts it.
    pub(super) fn add(&mut self, outcome: &Outcome) {
        outcome.said.0.iter().for_each(show);
        self.status = self.status.max(outcome.status);
        for ended in &outcome.ended {
            *self.counts.entry(*ended).or_default() += 1;
        }
        progress(self.counts.values().sum(), self.of);
    }

    /// What all mean for the exit status.
    pub(super) fn status(&self) -> Status {
        self.status
    }

    /// Says how many ended how, where there are several; the exit status.
    pub(super) fn end(self) -> Status {
        if self.of > 1 {
            let counts =
                self.counts.iter().map(|(ended, count)| format!("{} {}", number(*count), ended.words()));
            let counts = counts.collect::<Vec<_>>().join(", ");
            let unsearched = match self.unsearched {
                0 => String::new(),
                places => format!("; {} could not be searched", plural(places, "place")),
            };
            say(&format!("{} projects: {counts}{unsearched}", number(self.of)));
        }
        self.status
    }
}
