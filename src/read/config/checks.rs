//! `[checks]`: how strict kura is.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{List, Text};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;

table! {
    /// `[checks]`: how strict kura is.
    pub struct Checks {
        /// The day that ages them.
        as_of: Option<Text> = "date of the tables", r#""2026-11-22""#;
        /// Severity of a rule, or of a checkov check.
        rules: Named<RuleSetting> = "the rule's", r#"{ single-nat-gateway = "warning" }"#;
    }
}

table! {
    /// `[checks.rules.<rule>]`: severity of one rule.
    pub struct RuleTable {
        /// `allow` silences it.
        severity: Spanned<RuleSeverity> = "", r#""allow""#;
        /// Why; carried into the output's suppression comment.
        reason: Option<Text> = "required for `allow`", r#""runs on Fargate""#;
        /// Only these tables.
        at: Option<List<Text>> = "the whole file", r#"["images.legacy"]"#;
    }
}

choice! {
    /// How bad a finding of a rule is.
    pub enum RuleSeverity {
        /// Nothing is written.
        Error = "error",
        /// It is shown.
        Warning = "warning",
        /// It is silent.
        Allow = "allow",
    }
}

/// The severity of a rule: a word, or a table.
#[derive(Debug, Clone)]
pub enum RuleSetting {
    /// Everywhere.
    Severity(Spanned<PlainSeverity>),
    /// With a reason, or in some places only.
    Table(RuleTable),
}

impl Decode for RuleSetting {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(_) => Decode::decode(value, reader).map(Self::Table),
            _ => Decode::decode(value, reader).map(Self::Severity),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [PlainSeverity::schema(), RuleTable::schema()] })
    }
}

choice! {
    /// What needs no reason.
    pub enum PlainSeverity {
        /// Nothing is written.
        Error = "error",
        /// It is shown.
        Warning = "warning",
    }
}

impl From<PlainSeverity> for RuleSeverity {
    fn from(severity: PlainSeverity) -> Self {
        match severity {
            PlainSeverity::Error => Self::Error,
            PlainSeverity::Warning => Self::Warning,
        }
    }
}
