//! The languages kura writes and reads: trees, escaping and layout; knows nothing of kura.

mod comment;
pub mod dockerfile;
pub mod groovy;
pub mod hcl;
pub mod shell;
pub mod yaml;
