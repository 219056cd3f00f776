//! A table of `schema/`: comments, a line of names, then rows whose fields are separated by tabs, sorted by the first.

use std::sync::OnceLock;

/// A table; it is divided into rows when it is first asked, and a row is read when it is asked for.
pub(super) struct Table<Row> {
    text: &'static str,
    row: fn(&'static str) -> Option<Row>,
    /// The first field of each row, and the rest.
    lines: OnceLock<Vec<(&'static str, &'static str)>>,
}

impl<Row> Table<Row> {
    /// A table; `row` reads what stands in a row after its first field.
    pub(super) const fn new(text: &'static str, row: fn(&'static str) -> Option<Row>) -> Self {
        Self { text, row, lines: OnceLock::new() }
    }

    /// The day it was right, as its comment says.
    pub(super) fn as_of(&self) -> &'static str {
        self.text.lines().find_map(|line| line.strip_prefix("# as_of: ")).unwrap_or_default()
    }

    /// All rows with their first fields, sorted.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, Row)> {
        self.lines().iter().filter_map(|(name, rest)| Some((*name, (self.row)(rest)?)))
    }

    /// The first fields of all rows.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.lines().iter().map(|(name, _)| *name)
    }

    /// The rows with that first field.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = Row> {
        let first = self.lines().partition_point(|(known, _)| *known < name);
        let lines = self.lines().iter().skip(first).take_while(move |(known, _)| *known == name);
        lines.filter_map(|(_, rest)| (self.row)(rest))
    }

    /// The only row with that first field.
    pub(super) fn get(&self, name: &str) -> Option<Row> {
        self.all(name).next()
    }

    fn lines(&self) -> &[(&'static str, &'static str)] {
        self.lines.get_or_init(|| {
            let lines = self.text.lines().skip_while(|line| line.starts_with('#')).skip(1);
            lines.filter_map(|line| line.split_once('\t')).collect()
        })
    }
}

#[cfg(test)]
impl<Row> Table<Row> {
    /// Its comments are three, its names one line, and the others are rows sorted by their first field.
    pub(super) fn assert_whole(&self) {
        use crate::value::{Date, FromText as _};

        assert!(Date::from_text(self.as_of()).is_ok());
        assert!(self.text.lines().any(|line| line.starts_with("# source: ")));
        assert_eq!(self.rows().count(), self.text.lines().count() - 4);
        assert!(self.lines().is_sorted());
    }
}
