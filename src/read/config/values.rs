//! Values that may be written in more than one way.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::Text;
use crate::read::decode::{Decode, Reader, Value};
use crate::read::table::table;
use crate::span::Span;

/// The version of the language; a file in another one is refused before it is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanguageVersion(pub i64);

impl LanguageVersion {
    /// The version this kura understands.
    pub const KNOWN: Self = Self(1);
}

impl Decode for LanguageVersion {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        i64::decode(value, reader).map(Self)
    }

    fn schema() -> Json {
        json!({ "const": Self::KNOWN.0 })
    }
}

/// Text, a whole number or `true`/`false`; always emitted as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// As text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Decode for Literal {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = match value.get_ref() {
            DeValue::String(_) => String::decode(value, reader),
            DeValue::Boolean(truth) => Some(truth.to_string()),
            DeValue::Integer(_) => i64::decode(value, reader).map(|number| number.to_string()),
            _ => {
                reader.wrong_type(value, "text, a whole number, `true` or `false`");
                None
            }
        };
        text.map(|text| Self { text, span: value.span().into() })
    }

    fn schema() -> Json {
        json!({ "type": ["string", "integer", "boolean"] })
    }
}

/// A value of an environment variable.
#[derive(Debug, Clone)]
pub enum EnvValue {
    /// The value itself.
    Literal(Literal),
    /// Where the value is to be found.
    Reference(EnvTable),
}

impl Decode for EnvValue {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if value.get_ref().is_table() {
            return EnvTable::decode(value, reader).map(Self::Reference);
        }
        Literal::decode(value, reader).map(Self::Literal)
    }

    fn schema() -> Json {
        json!({ "anyOf": [Literal::schema(), EnvTable::schema()] })
    }
}

table! {
    /// A value of an environment variable that stands elsewhere.
    pub struct EnvTable exclusive ["secret", "config_map", "database", "output"] {
        /// A name in `[secrets]`.
        secret: Option<Text> = "", r#""db""#;
        /// A name in `[config_maps]`.
        config_map: Option<Text> = "", r#""app""#;
        /// A name in `[databases]`.
        database: Option<Text> = "", r#""main""#;
        /// An output of your own `.tf` in the application module, read at deploy.
        output: Option<Text> = "", r#""bucket""#;
        /// The key in it.
        key: Option<Text> = "the only one", r#""password""#;
    }
}

/// A number of pods, or a share of them such as `25%`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntOrPercent {
    /// A number of pods.
    Int(i64),
    /// A share, with its `%`.
    Percent(String),
}

impl IntOrPercent {
    /// Whether it is no pod at all: `0`, or `0%`.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Int(number) => *number == 0,
            Self::Percent(share) => share.trim_end_matches('%').bytes().all(|byte| byte == b'0'),
        }
    }
}

impl Decode for IntOrPercent {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if value.get_ref().is_integer() {
            let number = i64::decode(value, reader)?;
            if (0..=i64::from(i32::MAX)).contains(&number) {
                return Some(Self::Int(number));
            }
        } else if let Some(text) = value.get_ref().as_str() {
            let digits = text.strip_suffix('%').unwrap_or("");
            if (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(Self::Percent(text.to_owned()));
            }
        } else {
            reader.wrong_type(value, "a number of pods, or text such as `\"25%\"`");
            return None;
        }
        reader
            .report
            .error("invalid-value", value.span().into(), "neither a number of pods nor a share of them")
            .help("write a number such as `1`, or a share such as `\"25%\"`");
        None
    }

    fn schema() -> Json {
        json!({ "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": i32::MAX },
            { "type": "string", "pattern": "^[0-9]{1,3}%$" },
        ] })
    }
}

/// Pods that a PodDisruptionBudget keeps: a number of them, a share, or `false` for no budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MinAvailable {
    /// So many.
    Pods(IntOrPercent),
    /// `true`: kura's default; `false`: no budget.
    Switch(bool),
}

impl Decode for MinAvailable {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref().as_bool() {
            Some(on) => Some(Self::Switch(on)),
            None => IntOrPercent::decode(value, reader).map(Self::Pods),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "boolean" }, IntOrPercent::schema()] })
    }
}
