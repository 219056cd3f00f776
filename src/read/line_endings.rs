//! A text of several lines is the same from every checkout: its lines end in LF, also where those of `kura.toml` end in CRLF.

use toml::Spanned;
use toml::de::DeValue;

/// Ends the lines of all texts in LF; a `\r` that is written out stays.
pub(super) fn with_lf(value: &mut Spanned<DeValue<'_>>, source: &str) {
    let span = value.span();
    match value.get_mut() {
        DeValue::String(text) => {
            let written = source.get(span).unwrap_or_default();
            if written.contains("\r\n") && !written.contains("\\r") {
                *text = text.replace("\r\n", "\n").into();
            }
        }
        DeValue::Array(values) => values.iter_mut().for_each(|value| with_lf(value, source)),
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| with_lf(value, source)),
        _ => {}
    }
}
