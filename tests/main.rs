//! The tests of the whole, in one binary.

#![expect(
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod adoption;
mod circles;
mod cli;
mod defaults;
mod document;
mod effect;
mod examples;
mod formats;
mod kubernetes_schemas;
mod many;
mod merge;
mod mutation;
mod ownership;
mod project;
mod readme;
mod robustness;
mod rules;
mod schema;
mod secrets;
mod soundness;
mod taint;
mod tidy;
mod ui;
