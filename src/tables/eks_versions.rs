//! The Kubernetes versions of EKS, and how long each is supported.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html>

use super::table::Table;
use crate::value::{Date, FromText};

static TABLE: Table<(Date, Date)> = Table::new(include_str!("../../schema/eks_versions.tsv"), days);

/// Whether EKS supports a version on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// At the list price, to the end of that day.
    Standard(Date),
    /// At a higher price, to the end of that day; then EKS upgrades the cluster.
    Extended(Date),
    /// Not any more since that day; `None`: longer than the table reaches.
    Ended(Option<Date>),
    /// Newer than the table, or none.
    Unknown,
}

/// The day the table was right.
pub fn as_of() -> &'static str {
    TABLE.as_of()
}

/// The newest version that the table knows.
pub fn newest() -> &'static str {
    TABLE.names().last().unwrap_or("")
}

/// Whether EKS supports a version, such as `1.35`, on that day.
pub fn support(version: &str, day: Date) -> Support {
    let Some(wanted) = minor(version) else { return Support::Unknown };
    let known = TABLE.rows().find(|(version, _)| minor(version) == Some(wanted));
    let Some((_, (standard, extended))) = known else {
        let older = TABLE.names().next().is_some_and(|oldest| minor(oldest) > Some(wanted));
        return if older { Support::Ended(None) } else { Support::Unknown };
    };
    match (standard, extended) {
        (standard, _) if day <= standard => Support::Standard(standard),
        (_, extended) if day <= extended => Support::Extended(extended),
        (_, extended) => Support::Ended(Some(extended)),
    }
}

/// The last days of standard and of extended support.
fn days(ends: &str) -> Option<(Date, Date)> {
    let (standard, extended) = ends.split_once('\t')?;
    Some((Date::from_text(standard).ok()?, Date::from_text(extended).ok()?))
}

/// The number after `1.`.
fn minor(version: &str) -> Option<u8> {
    version.strip_prefix("1.")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Support, TABLE, minor, support};
    use crate::value::Date;

    #[test]
    fn every_line_is_a_version_with_two_days() {
        TABLE.assert_whole();
        for (version, (standard, extended)) in TABLE.rows() {
            assert!(minor(version).is_some() && matches!(standard.days_until(extended), 365 | 366));
        }
    }

    #[test]
    fn a_version_ages() {
        let on = |year, month, day| support("1.32", Date::new(year, month, day));
        let (standard, extended) = (Date::new(2026, 3, 23), Date::new(2027, 3, 23));
        assert_eq!(on(2026, 3, 23), Support::Standard(standard));
        assert_eq!(on(2026, 3, 24), Support::Extended(extended));
        assert_eq!(on(2027, 3, 24), Support::Ended(Some(extended)));
        assert_eq!(support("1.9", standard), Support::Ended(None));
        assert_eq!(support("1.99", standard), Support::Unknown);
    }
}
