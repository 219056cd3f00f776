//! Terraform files: a tree and a printer whose output is what `terraform fmt` prints.
//!
//! Values are [`Expression`]s of hcl-rs; the printer is ours, since that of
//! hcl-rs neither aligns `=` nor escapes every `${`.

mod align;
mod body;
mod expression;
mod inline;
mod layout;
mod references;
mod string;
#[cfg(test)]
mod tests;

pub use self::body::{Block, Body};
pub use self::expression::{call, computed_object, json, list, map_of, object, reference, template};
pub use ::hcl::Expression;

/// Prints a body as the text of one `.tf` file, which ends in one newline.
pub fn print(body: &Body) -> String {
    align::join(&layout::body(body))
}
