//! Probes of a container.

use serde_json::{Value, json};

use super::env::literal;
use super::object::object;
use crate::model::{Probe, ProbeKind};

/// One probe, with the timing that Kubernetes would not choose itself, and the timing that people look for.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/>
pub(super) fn probe(probe: &Probe) -> Value {
    let unless = |number: i64, default| json!(Some(number).filter(|number| *number != default));
    let (kind, action) = action(&probe.kind);
    let timing = &probe.timing;
    object([
        (kind, action),
        ("initialDelaySeconds", unless(timing.initial_delay_seconds, 0)),
        ("periodSeconds", json!(timing.period_seconds)),
        ("timeoutSeconds", json!(timing.timeout_seconds)),
        ("successThreshold", unless(timing.success_threshold, 1)),
        ("failureThreshold", json!(timing.failure_threshold)),
    ])
}

fn action(kind: &ProbeKind) -> (&'static str, Value) {
    match kind {
        ProbeKind::Http { path, port, headers } => {
            let headers: Value =
                headers.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
            let get = [("path", json!(path)), ("port", json!(port.number())), ("httpHeaders", headers)];
            ("httpGet", object(get))
        }
        ProbeKind::Tcp(port) => ("tcpSocket", json!({ "port": port.number() })),
        ProbeKind::Grpc(port) => ("grpc", json!({ "port": port.number() })),
        ProbeKind::Command(command) => {
            let command: Vec<_> = command.iter().map(|word| literal(word)).collect();
            ("exec", json!({ "command": command }))
        }
    }
}
