//! From a TOML value to a typed one, collecting errors instead of stopping.

use serde_json::{Value as Json, json};
use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::diagnostic::Report;
use crate::span::{Span, Spanned};
use crate::value::{FromText, Port, Problem, printable};

/// A TOML value with its place.
pub type Value<'i> = TomlSpanned<DeValue<'i>>;

/// How messages call the type of a text.
const TEXT: &str = "text in quotes";

/// How messages call the type of a number.
const NUMBER: &str = "a whole number";

/// How messages call the type of a switch.
const TRUTH: &str = "`true` or `false`";

/// How messages call the type of a list.
const LIST: &str = "a list in brackets";

/// How messages call the type of a table.
pub(super) const TABLE: &str = "a table";

/// What the decoder carries along.
#[derive(Debug)]
pub struct Reader<'r> {
    /// Where errors go.
    pub report: &'r mut Report,
    /// Whether a missing key is no error, as below `[defaults]`.
    pub partial: bool,
    /// Values that stand in a wrong table, which was reported: their shape says nothing.
    pub misplaced: Vec<Span>,
}

impl<'r> Reader<'r> {
    /// A reader that wants every required key.
    pub fn new(report: &'r mut Report) -> Self {
        Self { report, partial: false, misplaced: Vec::new() }
    }

    /// Reports a problem with a key or a value, if there is one; tells whether there was none.
    pub fn check(&mut self, checked: Result<(), Problem>, span: Span) -> bool {
        let Err(problem) = checked else { return true };
        self.report.error("invalid-value", span, problem.message).help(problem.help);
        false
    }

    /// Reports that a value has the wrong type.
    pub fn wrong_type(&mut self, value: &Value<'_>, expected: &str) {
        if self.misplaced.contains(&value.span().into()) {
            return;
        }
        let found = found(value.get_ref());
        let message = format!("expected {expected}, found {found}");
        let finding = self.report.error("wrong-type", value.span().into(), message);
        match (expected, scalar(value.get_ref()), unquoted(value.get_ref(), expected)) {
            (TEXT, Some(text), _) => {
                finding.help(format!("put it in quotes: `\"{text}\"`")).replace_with_text(&text)
            }
            (_, _, Some(plain)) => {
                finding.help(format!("write it without quotes: `{plain}`")).replace_with(plain)
            }
            _ => finding.help(remedy(value.get_ref(), expected)),
        };
    }
}

/// How to make of a value what is expected.
fn remedy(value: &DeValue<'_>, expected: &str) -> String {
    match (expected, value) {
        (LIST, DeValue::String(text)) if text.contains(' ') => {
            let words: Vec<_> = text.split_whitespace().map(|word| format!("{word:?}")).collect();
            format!("write {expected}, one text for each word: `[{}]`", words.join(", "))
        }
        (LIST, DeValue::String(text)) => format!("put it in brackets: `[{text:?}]`"),
        (NUMBER, DeValue::String(text)) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("write {expected} here, without quotes and without a unit")
        }
        (TABLE, DeValue::Array(items)) if items.first().is_some_and(|item| item.get_ref().is_table()) => {
            "write it as one table: a header has one pair of brackets, `[...]`".to_owned()
        }
        _ => format!("write {expected} here"),
    }
}

/// What can be read from a TOML value, and described as JSON Schema.
pub trait Decode: Sized {
    /// Reads it; `None` after an error, which the reader then holds.
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// The JSON Schema of what `decode` accepts.
    fn schema() -> Json;

    /// Where it was written, if it knows.
    fn place(&self) -> Option<Span> {
        None
    }
}

/// The field of a table: required, optional, a table of named things, or not supported yet.
pub trait Field: Sized {
    /// Whether a table without the key is an error.
    const REQUIRED: bool = false;
    /// Whether the key is known, but what it asks for is still to be built.
    const LATER: bool = false;

    /// Reads the value of the key, if the table has one.
    fn read(value: Option<&Value<'_>>, reader: &mut Reader<'_>) -> Option<Self>;

    /// The JSON Schema of the value.
    fn schema() -> Json;

    /// Where it was written; `None`: it was not, or does not know.
    fn place(&self) -> Option<Span>;
}

impl<T: Decode> Field for T {
    const REQUIRED: bool = true;

    fn read(value: Option<&Value<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        T::decode(value?, reader)
    }

    fn schema() -> Json {
        T::schema()
    }

    fn place(&self) -> Option<Span> {
        Decode::place(self)
    }
}

impl<T: Decode> Field for Option<T> {
    fn read(value: Option<&Value<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        match value {
            Some(value) => T::decode(value, reader).map(Some),
            None => Some(None),
        }
    }

    fn schema() -> Json {
        T::schema()
    }

    fn place(&self) -> Option<Span> {
        self.as_ref().and_then(Decode::place)
    }
}

/// A key of the language whose effect is still to be built: writing it is an error.
#[derive(Debug, Clone, Copy, Default)]
pub struct Later<T>(std::marker::PhantomData<T>);

impl<T: Decode> Field for Later<T> {
    const LATER: bool = true;

    fn read(_: Option<&Value<'_>>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self(std::marker::PhantomData))
    }

    fn schema() -> Json {
        json!({ "not": {} })
    }

    fn place(&self) -> Option<Span> {
        None
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = Span::from(value.span());
        T::decode(value, reader).map(|decoded| Spanned::new(decoded, span))
    }

    fn schema() -> Json {
        T::schema()
    }

    fn place(&self) -> Option<Span> {
        Some(self.span)
    }
}

impl Decode for String {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(text) = value.get_ref().as_str() else {
            reader.wrong_type(value, TEXT);
            return None;
        };
        reader.check(printable(text), value.span().into()).then(|| text.to_owned())
    }

    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

impl Decode for bool {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            reader.wrong_type(value, TRUTH);
        }
        truth
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }
}

impl Decode for i64 {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(integer) = value.get_ref().as_integer() else {
            reader.wrong_type(value, NUMBER);
            return None;
        };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if number.is_none() {
            reader
                .report
                .error("invalid-value", value.span().into(), "the number does not fit into 64 bits")
                .help("write a smaller number");
        }
        number
    }

    fn schema() -> Json {
        json!({ "type": "integer" })
    }
}

impl Decode for Port {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let number = i64::decode(value, reader)?;
        let port = Self::new(number);
        if port.is_none() {
            reader
                .report
                .error("invalid-value", value.span().into(), format!("{number} is not a port"))
                .help("write a number from 1 to 65535");
        }
        port
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 1, "maximum": 65535 })
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(array) = value.get_ref().as_array() else {
            reader.wrong_type(value, LIST);
            return None;
        };
        let items: Vec<_> = array.iter().map(|item| T::decode(item, reader)).collect();
        items.into_iter().collect()
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// Text with a meaning of its own, checked as it is read.
impl<T: FromText> Decode for T {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = String::decode(value, reader)?;
        match T::from_text(&text) {
            Ok(parsed) => Some(parsed),
            Err(problem) => {
                let finding = reader.report.error("invalid-value", value.span().into(), problem.message);
                finding.help(problem.help);
                if let Some(text) = problem.instead {
                    finding.replace_with_text(&text);
                }
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

/// A value that would be text if it stood in quotes.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Datetime(day) if day.time.is_none() => Some(day.to_string()),
        _ => None,
    }
}

/// What stands in quotes, if without them it would be of the right type.
fn unquoted(value: &DeValue<'_>, expected: &str) -> Option<String> {
    let text = value.as_str()?;
    let fits = match expected {
        NUMBER => text.parse::<i64>().is_ok_and(|number| number.to_string() == text),
        TRUTH => matches!(text, "true" | "false"),
        _ => false,
    };
    fits.then(|| text.to_owned())
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
