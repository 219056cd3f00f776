//! When runtimes and databases end: `schema/runtimes.tsv`.

use super::table::Table;
use crate::value::{Date, FromText};

static TABLE: Table<(&'static str, Date)> = Table::new(include_str!("../../schema/runtimes.tsv"), row);

/// What is known against a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// It gets no fixes any more.
    Ended {
        /// Since when.
        end: Date,
        /// The newest version of the table.
        newest: &'static str,
    },
    /// It is newer than all of the table.
    Unknown {
        /// The newest version of the table.
        newest: &'static str,
    },
}

/// The day the table was right.
pub fn as_of() -> &'static str {
    TABLE.as_of()
}

/// What is known against a version on a day; `None`: nothing, or not the runtime.
pub fn support(name: &str, version: &str, day: Date) -> Option<Support> {
    let version = numbers(version)?;
    let versions = || versions(name);
    let (newest, _) = versions().max_by_key(|(known, _)| numbers(known))?;
    let end =
        match versions().find(|(known, _)| numbers(known).is_some_and(|known| version.starts_with(&known))) {
            Some((_, end)) => end,
            None if Some(&version) > numbers(newest).as_ref() => return Some(Support::Unknown { newest }),
            // Older than all of the table: it had ended before the first of them did.
            None if is_oldest(&version, name) => versions().map(|(_, end)| end).min()?,
            None => return None,
        };
    (end.days_until(day) > 0).then_some(Support::Ended { end, newest })
}

fn is_oldest(version: &[u32], name: &str) -> bool {
    let above = |known: &str| {
        numbers(known).is_some_and(|known| version < known.as_slice() && !known.starts_with(version))
    };
    versions(name).all(|(known, _)| above(known))
}

fn versions(name: &str) -> impl Iterator<Item = (&'static str, Date)> {
    TABLE.all(name)
}

fn row(rest: &'static str) -> Option<(&'static str, Date)> {
    let (version, end) = rest.split_once('\t')?;
    Some((version, Date::from_text(end).ok()?))
}

/// `3.13.1` as numbers; `None` for what is no version.
fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Support, TABLE, support, versions};
    use crate::value::Date;

    const DAY: Date = Date::new(2026, 11, 22);

    const NAMES: [&str; 11] =
        ["dotnet", "go", "java", "mongo", "mysql", "nginx", "node", "postgres", "python", "ruby", "rust"];

    #[test]
    fn the_table_is_whole() {
        TABLE.assert_whole();
        let rows: usize = NAMES.map(|name| versions(name).count()).iter().sum();
        assert_eq!(rows, TABLE.rows().count());
    }

    #[test]
    fn an_old_version_has_ended() {
        for (name, version) in [
            ("python", "3.9.18"),
            ("node", "10"),
            ("node", "0.12"),
            ("python", "2.7"),
            ("mysql", "5.7"),
            ("go", "1.25"),
            ("dotnet", "8.0"),
            ("java", "24"),
            ("rust", "1.99.0"),
        ] {
            assert!(matches!(support(name, version, DAY), Some(Support::Ended { .. })), "{name} {version}");
        }
        assert_eq!(support("python", "3.9", Date::new(2025, 1, 1)), None);
    }

    #[test]
    fn of_others_nothing_is_said() {
        for (name, version) in [
            ("python", "3"),
            ("python", "3.13"),
            ("node", "lts"),
            ("node", "24.1.0"),
            ("redis", "5"),
            ("go", "1.27.1"),
            ("dotnet", "10.0"),
            ("rust", "1.100"),
        ] {
            assert_eq!(support(name, version, DAY), None, "{name} {version}");
        }
        assert!(matches!(support("node", "99", DAY), Some(Support::Unknown { .. })));
    }
}
