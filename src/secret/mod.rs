//! What looks like a secret, and how a text is shown without it.

mod connection;
mod encoded;
mod example;
mod form;
mod key_block;
mod known;
mod manifest;
mod mask;
mod name;
mod option;
mod value;
mod written;

pub use form::{LiteralSecret, literal_secrets, mask, mask_places};
pub use manifest::manifest_secrets;
pub(crate) use mask::is_secret;
pub use mask::masked;
pub use name::{is_password, is_secret_name};
pub use option::passwords_of_list;
pub use written::written_passwords;
