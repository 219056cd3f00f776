//! `[monitoring]`: alarms and logs.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Int, List, Text};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;

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
        statistic: Option<Spanned<Statistic>> = "`Average`; `Sum` of log lines", r#""Sum""#;
        /// Seconds.
        period: Option<Int> = "300", "60";
        /// Periods in a row.
        evaluation_periods: Option<Int> = "1", "3";
        /// Limit.
        threshold: Option<Int> = "", "5";
        /// How the value is compared with the limit.
        comparison_operator: Option<Spanned<ComparisonOperator>> = "`GreaterThanThreshold`", r#""LessThanThreshold""#;
    }
}

choice! {
    /// How values of a period are joined.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
    pub enum Statistic {
        /// Their mean.
        Average = "Average",
        /// The greatest.
        Maximum = "Maximum",
        /// The least.
        Minimum = "Minimum",
        /// How many there are.
        SampleCount = "SampleCount",
        /// All together.
        Sum = "Sum",
    }
}

choice! {
    /// How a value is compared with the threshold.
    pub enum ComparisonOperator {
        /// At least.
        GreaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold",
        /// More than.
        GreaterThanThreshold = "GreaterThanThreshold",
        /// At most.
        LessThanOrEqualToThreshold = "LessThanOrEqualToThreshold",
        /// Less than.
        LessThanThreshold = "LessThanThreshold",
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
