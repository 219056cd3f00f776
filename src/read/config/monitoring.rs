//! `[monitoring]`: alarms and logs.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Int, List, Text};
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::Named;
use crate::read::table::table;

table! {
    /// `[monitoring]`: alarms and logs.
    pub struct Monitoring {
        /// Subscriptions of the SNS topic that alarms go to.
        email: Option<List<Text>> = "[]", r#"["ops@example.com"]"#;
        /// Of every log group kura makes.
        log_retention_in_days: Option<Int> = "30", "90";
        /// Alarms: `true`, a threshold, or for names of your own a table.
        alarms: Named<Alarm> = "none", "{ node_cpu = 80 }";
    }
}

table! {
    /// `[monitoring.alarms.<name>]`: an alarm of your own.
    pub struct CustomAlarm {
        /// CloudWatch metric.
        metric_name: Option<Text> = "", r#""Errors""#;
        /// Namespace of the metric.
        namespace: Option<Text> = "", r#""shop""#;
        /// Pattern of log lines that are counted instead.
        log_pattern: Option<Text> = "", r#""ERROR""#;
        /// How values of a period are joined.
        statistic: Option<Text> = "`Average`", r#""Sum""#;
        /// Seconds.
        period: Option<Int> = "300", "60";
        /// Periods in a row.
        evaluation_periods: Option<Int> = "1", "3";
        /// Limit.
        threshold: Option<Int> = "", "5";
        /// How the value is compared with the limit.
        comparison_operator: Option<Text> = "`GreaterThanThreshold`", r#""LessThanThreshold""#;
    }
}

/// An alarm: on or off, a threshold, or a table.
#[derive(Debug, Clone)]
pub enum Alarm {
    /// On or off.
    Plain(bool),
    /// Its threshold.
    Threshold(i64),
    /// An alarm of the user's own.
    Table(Box<CustomAlarm>),
}

impl Decode for Alarm {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Boolean(on) => Some(Self::Plain(*on)),
            DeValue::Integer(_) => i64::decode(value, reader).map(Self::Threshold),
            DeValue::Table(_) => CustomAlarm::decode(value, reader).map(Box::new).map(Self::Table),
            _ => {
                reader.wrong_type(value, "`true`, `false`, a threshold or a table");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": ["boolean", "integer"] }, CustomAlarm::schema()] })
    }
}
