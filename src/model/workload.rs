//! What services and jobs have in common as written: their pods.

use crate::read::config::{Pod, Text};

/// The keys of `[services.<name>]` and `[jobs.<name>]` that describe pods.
#[derive(Clone, Copy)]
pub(super) struct Workload<'a> {
    /// Its own name, or its key.
    pub name: &'a Text,
    /// As written.
    pub written: &'a Pod,
}

impl<'a> Workload<'a> {
    pub(super) fn new(key: &'a Text, written: &'a Pod) -> Self {
        Self { name: written.name.as_ref().unwrap_or(key), written }
    }
}
