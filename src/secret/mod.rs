//! What looks like a secret, and how a text is shown without it.

mod form;
mod hidden;
mod manifest;
mod mask;
mod name;
mod shown;

pub use form::{LiteralSecret, literal_secrets, mask, mask_places};
pub use hidden::Hidden;
pub use manifest::manifest_secrets;
pub(crate) use mask::is_secret;
pub use mask::masked;
pub use name::{is_password, is_secret_name, written_passwords};
pub use shown::Shown;
pub(crate) use shown::{clean, is_command, without_commands};
