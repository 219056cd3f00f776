//! What a change does to what runs: `schema/consequences.tsv`.

use super::table::Table;

static TABLE: Table<Row> = Table::new(include_str!("../../schema/consequences.tsv"), row);

/// What a change does to what runs, the harmless first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consequence {
    /// Nothing that runs notices.
    Cosmetic,
    /// It changes while it runs.
    InPlace,
    /// Pods or nodes are replaced one after the other.
    RollingRestart,
    /// It is deleted and made anew, or has to be by hand.
    Replacement,
    /// Something stops answering, or data is at stake.
    Outage,
}

impl Consequence {
    /// All, the harmless first.
    pub const ALL: [Self; 5] =
        [Self::Cosmetic, Self::InPlace, Self::RollingRestart, Self::Replacement, Self::Outage];

    /// Its name, as in the table and in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cosmetic => "cosmetic",
            Self::InPlace => "in place",
            Self::RollingRestart => "rolling restart",
            Self::Replacement => "replacement",
            Self::Outage => "outage",
        }
    }
}

/// The attribute of the table for an object that is new.
pub const CREATED: &str = "(created)";
/// The attribute of the table for an object that goes.
pub const DELETED: &str = "(deleted)";
/// The attribute of the table for an object whose address or namespace changes.
pub const MOVED: &str = "(moved)";
/// The attribute of the table for what was a block of another resource, and becomes one of its own.
pub const INLINED: &str = "(inlined)";

/// The consequence of changing an attribute, and why, where the table says so.
///
/// `kinds` are the names that the object goes by, the most exact first; `attribute` holds the names from
/// the object down to the value, without those of list items. The longest row wins, then the most exact.
pub fn consequence(kinds: &[&str], attribute: &str) -> (Consequence, &'static str) {
    // Of several greatest, `max_by_key` takes the last.
    let rows = kinds.iter().rev().flat_map(|kind| TABLE.all(kind));
    let matching = rows.filter_map(|row| Some((row.names_above(attribute)?, row.found)));
    matching.max_by_key(|(names, _)| *names).map_or((Consequence::InPlace, ""), |(_, found)| found)
}

/// What the table says about an attribute of a kind.
struct Row {
    pattern: &'static str,
    found: (Consequence, &'static str),
}

impl Row {
    /// How many names its pattern has, if an attribute is the same or below.
    fn names_above(&self, attribute: &str) -> Option<usize> {
        let mut attribute = attribute.split('.');
        let pattern = self.pattern.split('.').filter(|name| *name != "*");
        pattern.clone().all(|name| attribute.next() == Some(name)).then(|| pattern.count())
    }
}

fn row(rest: &'static str) -> Option<Row> {
    let (pattern, rest) = rest.split_once('\t')?;
    let (word, because) = rest.split_once('\t')?;
    let consequence = Consequence::ALL.into_iter().find(|known| known.word() == word)?;
    Some(Row { pattern, found: (consequence, because) })
}

#[cfg(test)]
mod tests {
    use super::{Consequence, TABLE, consequence};

    #[test]
    fn every_line_is_a_kind_an_attribute_a_consequence_and_a_reason() {
        TABLE.assert_whole();
    }

    #[test]
    fn the_longest_row_wins_and_the_unknown_is_in_place() {
        let of = |kind, attribute| consequence(&[kind, "kubernetes"], attribute).0;
        assert_eq!(of("Deployment", "spec.selector.matchLabels.app"), Consequence::Outage);
        assert_eq!(of("Deployment", "spec.template.spec.x"), Consequence::RollingRestart);
        assert_eq!(of("Deployment", "spec.replicas"), Consequence::InPlace);
        assert_eq!(of("Whatever", "spec.replicas"), Consequence::InPlace);
    }
}
