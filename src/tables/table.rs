//! A table of `schema/`: comments, a line of names, then rows whose fields are separated by tabs, sorted by the first.

/// A table; a row is looked for by halves of the text, and read when it is asked for.
pub(super) struct Table<Row> {
    text: &'static str,
    row: fn(&'static str) -> Option<Row>,
}

impl<Row> Table<Row> {
    /// A table; `row` reads what stands in a row after its first field.
    pub(super) const fn new(text: &'static str, row: fn(&'static str) -> Option<Row>) -> Self {
        Self { text, row }
    }

    /// The day it was right, as its comment says.
    pub(super) fn as_of(&self) -> &'static str {
        self.text.lines().find_map(|line| line.strip_prefix("# as_of: ")).unwrap_or_default()
    }

    /// All rows with their first fields, sorted.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, Row)> {
        lines(self.body()).filter_map(|(name, rest)| Some((name, (self.row)(rest)?)))
    }

    /// The first fields of all rows.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        lines(self.body()).map(|(name, _)| name)
    }

    /// The rows with that first field.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = Row> {
        let lines = lines(self.from(name)).take_while(move |(known, _)| *known == name);
        lines.filter_map(|(_, rest)| (self.row)(rest))
    }

    /// The only row with that first field.
    pub(super) fn get(&self, name: &str) -> Option<Row> {
        self.all(name).next()
    }

    /// The rows.
    fn body(&self) -> &'static str {
        let mut rest = self.text;
        while let Some((line, below)) = rest.split_once('\n') {
            rest = below;
            if !line.starts_with('#') {
                break;
            }
        }
        rest
    }

    /// The rows from the first on that does not stand before a name.
    fn from(&self, name: &str) -> &'static str {
        let body = self.body();
        let (mut start, mut end) = (0, body.len());
        while start < end {
            let (before, after) = body.split_at(body.floor_char_boundary(usize::midpoint(start, end)));
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let length = after.find('\n').map_or(body.len(), |at| before.len() + at + 1) - line;
            let known = body.get(line..).and_then(|rest| rest.split('\t').next()).unwrap_or_default();
            if known < name {
                start = line + length;
            } else {
                end = line;
            }
        }
        body.get(start..).unwrap_or_default()
    }
}

/// The first field of each row, and the rest.
fn lines(rows: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    rows.lines().filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
impl<Row> Table<Row> {
    /// Its comments are three, its names one line, and the others are rows sorted by their first field.
    pub(super) fn assert_whole(&self) {
        use crate::value::{Date, FromText as _};

        assert!(Date::from_text(self.as_of()).is_ok());
        assert!(self.text.lines().any(|line| line.starts_with("# source: ")));
        assert_eq!(self.rows().count(), self.text.lines().count() - 4);
        assert!(lines(self.body()).is_sorted());
        assert!(
            self.names().all(|name| lines(self.from(name)).next().is_some_and(|(first, _)| first == name))
        );
    }
}
