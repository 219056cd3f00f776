//! `kura schema`.

use kura::output::Trouble;

use super::Status;
use crate::cli::SchemaFormat;
use crate::terminal::tell;

/// Prints every key of the language.
pub(crate) fn schema(format: SchemaFormat) -> Result<Status, Trouble> {
    match format {
        SchemaFormat::Json => tell(&format!("{:#}\n", kura::read::schema()))?,
        SchemaFormat::Markdown => tell(&kura::read::reference())?,
    }
    Ok(Status::Clean)
}
