//! Port numbers.

use std::fmt;

/// A TCP or UDP port, from 1 to 65535.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Port(u16);

impl Port {
    /// The port of that number; `None` for a number that is none.
    pub fn new(number: i64) -> Option<Self> {
        u16::try_from(number).ok().filter(|number| *number > 0).map(Self)
    }

    /// Its number.
    pub fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
