//! One file of objects.

use crate::lang::yaml::Document;

/// One file of objects.
pub(super) struct Manifest {
    /// Below `outputs.manifests`.
    pub name: String,
    /// The objects, in their order.
    pub documents: Vec<Document>,
}

impl Manifest {
    pub(super) fn new(name: String, documents: Vec<Document>) -> Self {
        Self { name, documents }
    }
}
