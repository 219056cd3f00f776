//! The tests of the whole, in one binary.

#![expect(
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod adoption;
mod cli;
mod defaults;
mod examples;
mod formats;
mod merge;
mod ownership;
mod project;
mod readme;
mod robustness;
mod rules;
mod schema;
mod soundness;
mod tidy;
mod ui;
