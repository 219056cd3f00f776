//! Days of the calendar.

use std::fmt;

use super::{FromText, Problem};

/// A day, written `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// A day that is known to exist, for tables.
    pub const fn new(year: i64, month: i64, day: i64) -> Self {
        Self { year, month, day }
    }

    /// Days from this one to a later one; negative for an earlier one.
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Days since 1 March of the year 0, counted so that a leap day is the last of its year.
    fn number(self) -> i64 {
        let (year, month) =
            if self.month > 2 { (self.year, self.month - 3) } else { (self.year - 1, self.month + 9) };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + self.day
    }

    fn days_of_month(year: i64, month: i64) -> i64 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromText for Date {
    fn from_text(text: &str) -> Result<Self, Problem> {
        let invalid = || Problem::new(format!("`{text}` is not a day"), "write a day such as `2026-11-22`");
        let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let parts: Vec<i64> = text.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month, day] = parts.as_slice() else { return Err(invalid()) };
        let exists = (1..=12).contains(month) && (1..=Self::days_of_month(*year, *month)).contains(day);
        if plain && exists { Ok(Self::new(*year, *month, *day)) } else { Err(invalid()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, FromText};

    #[test]
    fn counts_days_over_leap_years() {
        let days = |from, to| Date::from_text(from).unwrap().days_until(Date::from_text(to).unwrap());
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("2026-01-01", "2027-01-01"), 365);
        assert_eq!(days("2026-11-22", "2026-11-21"), -1);
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "22.11.2026", "", "2026-00-10", "+026-01-01"] {
            assert!(Date::from_text(text).is_err(), "{text}");
        }
    }
}
