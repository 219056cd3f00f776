//! Tables that take any name.

use crate::read::config::Text;

/// The keys of a table that takes any name, such as `env`.
#[derive(Debug, Clone)]
pub struct OpenTable {
    /// Its key in the table around it.
    pub name: &'static str,
    /// Its own keys, in the order of the file.
    pub keys: Vec<Text>,
}
