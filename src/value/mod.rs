//! Checked values: once one of these exists, it is right by its type.

mod aws_tag;
mod cidr;
mod image_reference;
mod literal_secret;
mod name;
mod path;
mod port;
mod quantity;
mod version_constraint;

pub use aws_tag::aws_tag;
pub use cidr::Cidr;
pub use image_reference::ImageReference;
pub use literal_secret::{LiteralSecret, literal_secrets, mask, mask_places};
pub use name::{dns_label, dns_subdomain, label_key, label_value, terraform_name};
pub use path::ProjectPath;
pub use port::Port;
pub use quantity::Quantity;
pub use version_constraint::version_constraint;

/// Why a text is not the value it should be, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The plain fact.
    pub message: String,
    /// The remedy.
    pub help: String,
}

impl Problem {
    /// A fact and its remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// A value that is written as text.
pub trait FromText: Sized {
    /// Parses it.
    ///
    /// # Errors
    ///
    /// A [`Problem`] when the text is not such a value.
    fn from_text(text: &str) -> Result<Self, Problem>;
}
