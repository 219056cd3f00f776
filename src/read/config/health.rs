//! `health`: probes of a service.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Bool, Int, List, Text};
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::{Span, Spanned};
use crate::value::Port;

table! {
    /// `health` as a table: what the probes do.
    pub struct Health exclusive ["path", "tcp", "grpc", "command"] {
        /// HTTP path.
        path: Option<Text> = "", r#""/ready""#;
        /// Whether a connection is enough.
        tcp: Option<Bool> = "true without another kind", "true";
        /// Whether gRPC's health protocol is used.
        grpc: Option<Bool> = "false", "true";
        /// A command in the container.
        command: Option<List<Text>> = "", r#"["pg_isready"]"#;
        /// Port that is probed.
        port: Option<Spanned<Port>> = "the first TCP port", "9000";
        /// Sent by the probe.
        http_headers: Named<Text> = "{}", r#"{ Cookie = "probe=1" }"#;
        /// Seconds before the first probe.
        initial_delay_seconds: Option<Int> = "0", "5";
        /// Seconds between probes.
        period_seconds: Option<Int> = "10", "5";
        /// Seconds a probe may take.
        timeout_seconds: Option<Int> = "1", "3";
        /// Successes in a row until it counts as healthy.
        success_threshold: Option<Int> = "1", "2";
        /// Failures in a row until it counts as unhealthy; not of startup, which has its own.
        failure_threshold: Option<Int> = "3", "5";
        /// The keys above for this probe alone, or `false`.
        readiness: Option<ProbeSwitch> = "true", r#"{ path = "/ready" }"#;
        /// The keys above for this probe alone, or `false`.
        liveness: Option<ProbeSwitch> = "true", r#"{ path = "/live" }"#;
        /// The keys above for this probe alone, or `false`.
        startup: Option<ProbeSwitch> = "true", "false";
    }
}

table! {
    /// `health.readiness`, `.liveness`, `.startup` as a table: one probe.
    pub struct HealthProbe exclusive ["path", "tcp", "grpc", "command"] {
        /// HTTP path.
        path: Option<Text> = "that of `health`", r#""/ready""#;
        /// Whether a connection is enough.
        tcp: Option<Bool> = "that of `health`", "true";
        /// Whether gRPC's health protocol is used.
        grpc: Option<Bool> = "that of `health`", "true";
        /// A command in the container.
        command: Option<List<Text>> = "that of `health`", r#"["pg_isready"]"#;
        /// Port that is probed.
        port: Option<Spanned<Port>> = "that of `health`", "9000";
        /// Sent by the probe.
        http_headers: Named<Text> = "those of `health`", r#"{ Cookie = "probe=1" }"#;
        /// Seconds before the first probe.
        initial_delay_seconds: Option<Int> = "that of `health`", "5";
        /// Seconds between probes.
        period_seconds: Option<Int> = "that of `health`", "5";
        /// Seconds a probe may take.
        timeout_seconds: Option<Int> = "that of `health`", "3";
        /// Successes in a row until it counts as healthy.
        success_threshold: Option<Int> = "that of `health`", "2";
        /// Failures in a row until it counts as unhealthy.
        failure_threshold: Option<Int> = "that of `health`, startup 30", "5";
    }
}

/// `health`: an HTTP path, on or off, or a table.
#[derive(Debug, Clone)]
pub enum HealthSwitch {
    /// HTTP path of all probes.
    Path(Text),
    /// `true`: TCP probes; `false`: none.
    Plain(Bool),
    /// All about them.
    Table(Box<Health>),
}

impl HealthSwitch {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Path(path) => path.span,
            Self::Plain(on) => on.span,
            Self::Table(health) => health.span,
        }
    }
}

impl Decode for HealthSwitch {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(_) => Decode::decode(value, reader).map(Self::Path),
            DeValue::Boolean(_) => Decode::decode(value, reader).map(Self::Plain),
            DeValue::Table(_) => Health::decode(value, reader).map(Box::new).map(Self::Table),
            _ => {
                reader.wrong_type(value, "a path in quotes, `true`, `false` or a table");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": ["string", "boolean"] }, Health::schema()] })
    }
}

/// One probe: on, off, or a table.
#[derive(Debug, Clone)]
pub enum ProbeSwitch {
    /// On or off.
    Plain(bool),
    /// What it does otherwise than the others.
    Table(Box<HealthProbe>),
}

impl Decode for ProbeSwitch {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Boolean(on) => Some(Self::Plain(*on)),
            DeValue::Table(_) => HealthProbe::decode(value, reader).map(Box::new).map(Self::Table),
            _ => {
                reader.wrong_type(value, "`true`, `false` or a table");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "boolean" }, HealthProbe::schema()] })
    }
}
