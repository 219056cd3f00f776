//! The tags of what is made.

use crate::lang::hcl::{Expression, object};

/// Tags of a resource: its name, which the console shows, and others.
pub(super) fn tags<'a>(name: &'a str, others: impl IntoIterator<Item = (&'a str, &'a str)>) -> Expression {
    let tags = [("Name", name)].into_iter().chain(others);
    object(tags.map(|(key, value)| (key, value.into())))
}
