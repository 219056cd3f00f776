//! Rules about workloads.

pub(super) mod shared_volume;
