//! Phase 1: from text to [`Config`], with every error of syntax and shape.

pub mod any;
pub mod choice;
pub mod config;
pub mod decode;
mod first_place;
mod inherit;
mod line_endings;
mod named;
mod outline;
mod partial;
mod password;
mod reference;
mod schema;
mod switch;
mod syntax;
pub mod table;

pub use any::Any;
pub use config::Config;
pub use decode::{Decode, Later, Reader};
pub use named::{Entry, Map, Named};
pub use outline::{Outline, outline};
pub use partial::Partial;
pub use reference::reference;
pub use schema::schema;
pub use switch::Switch;
pub use table::{Key, Table};

use toml::de::DeValue;

use crate::diagnostic::{LITERAL_SECRET, Report};
use crate::secret;
use crate::span::{Source, Span};

/// What reading found.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The file, as it is written.
    pub config: Config,
    /// Where its texts write passwords out.
    pub passwords: Vec<Span>,
}

/// Reads a `kura.toml`; `None` when a part of it could not be understood, and
/// then the report says which.
pub fn read(source: &Source, report: &mut Report) -> Option<Reading> {
    literal_secrets(source, report);
    let mut document = syntax::parse(source, report)?;
    escaped_secrets(&document, source, report);
    language(&document, report)?;
    let passwords = password::passwords(&document, source);
    inherit::defaults(&mut document);
    inherit::pipelines(&mut document);
    let mut reader = Reader::new(report);
    Some(Reading { config: Config::decode(&document, &mut reader)?, passwords })
}

/// A file in another version of the language would only seem to be full of mistakes.
fn language(document: &decode::Value<'_>, report: &mut Report) -> Option<()> {
    let known = config::LanguageVersion::KNOWN.0;
    let written = document.get_ref().as_table().and_then(|table| table.get("kura"));
    let version = written.and_then(|value| value.get_ref().as_integer().map(|number| (number, value.span())));
    let Some((version, span)) = version.filter(|(version, _)| version.as_str() != known.to_string()) else {
        return Some(());
    };
    let message = format!("this kura does not know version {} of the language", version.as_str());
    report
        .error("unknown-language", span.into(), message)
        .help(format!("write `kura = {known}`, or install a newer kura"));
    None
}

/// A secret must not stand in the file at all, not even in a comment.
fn literal_secrets(source: &Source, report: &mut Report) {
    for secret in secret::literal_secrets(&source.text) {
        literal_secret(secret.span, &secret.described(), report);
    }
}

/// Nor may it hide behind the escapes of a TOML string.
fn escaped_secrets(value: &decode::Value<'_>, source: &Source, report: &mut Report) {
    match value.get_ref() {
        DeValue::String(text) => {
            let written = source.text.get(value.span()).unwrap_or("");
            // Without an escape the text says what the file says, and that has been looked at.
            if !written.contains('\\') || !secret::literal_secrets(written).is_empty() {
                return;
            }
            if let Some(secret) = secret::literal_secrets(text).first() {
                literal_secret(value.span().into(), &secret.described(), report);
            }
        }
        DeValue::Array(items) => items.iter().for_each(|item| escaped_secrets(item, source, report)),
        DeValue::Table(table) => table.iter().for_each(|(_, below)| escaped_secrets(below, source, report)),
        _ => {}
    }
}

fn literal_secret(span: Span, what: &str, report: &mut Report) {
    report
        .error(LITERAL_SECRET, span, format!("this looks like {what}"))
        .label("a secret must not be written into kura.toml")
        .help(
            "revoke it, put the new one where it belongs (Jenkins, Kubernetes), and name it in `[secrets]`",
        );
}
