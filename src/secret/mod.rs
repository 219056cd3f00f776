//! What looks like a secret, and how a text is shown without it.

mod apart;
mod connection;
mod encoded;
mod example;
mod form;
mod hidden;
mod key_block;
mod known;
mod manifest;
mod mask;
mod name;
mod option;
mod shown;
mod value;
mod written;

pub use form::{LiteralSecret, literal_secrets, mask_places};
pub use hidden::Hidden;
pub use manifest::manifest_secrets;
pub(crate) use mask::is_secret;
pub use mask::masked;
pub use name::{is_password, is_secret_name};
pub use option::passwords_of_list;
pub use shown::Shown;
pub(crate) use shown::{clean, is_command, without_commands};
pub use written::written_passwords;
