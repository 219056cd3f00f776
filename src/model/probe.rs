//! Probes of a service: readiness, liveness, startup.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, is_on, texts, words};
use super::service_port::ServicePort;
use crate::read::config::{Health, HealthProbe, HealthSwitch, Int, ProbeSwitch, Text};
use crate::span::Spanned;
use crate::value::Port;

/// The three probes; `None`: without it.
#[derive(Debug, Clone, Default)]
pub struct Probes {
    /// Whether it gets requests.
    pub readiness: Option<Probe>,
    /// Whether it is started again.
    pub liveness: Option<Probe>,
    /// Whether it has started.
    pub startup: Option<Probe>,
}

/// One probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// What is done.
    pub kind: ProbeKind,
    /// Seconds before the first.
    pub initial_delay_seconds: i64,
    /// Seconds between two.
    pub period_seconds: i64,
    /// Seconds one may take.
    pub timeout_seconds: i64,
    /// Successes in a row until it counts as healthy.
    pub success_threshold: i64,
    /// Failures in a row until it counts as unhealthy.
    pub failure_threshold: i64,
}

/// What a probe does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProbeKind {
    /// An HTTP GET.
    Http {
        /// Path, from `/`.
        path: String,
        /// Port of the container.
        port: Port,
        /// Headers that are sent.
        headers: BTreeMap<String, String>,
    },
    /// A connection to that port of the container.
    Tcp(Port),
    /// gRPC's health protocol on that port of the container.
    Grpc(Port),
    /// A command in the container.
    Command(Vec<String>),
}

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Readiness,
    Liveness,
    Startup,
}

pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    health: Option<&HealthSwitch>,
    ports: &[ServicePort],
) -> Resolved<Probes> {
    match health {
        None | Some(HealthSwitch::Plain(true)) => {
            Some(ports.first().map_or_else(Probes::default, |port| all(&ProbeKind::Tcp(port.port))))
        }
        Some(HealthSwitch::Plain(false)) => Some(Probes::default()),
        Some(HealthSwitch::Path(path)) => {
            let port = port(cx, None, ports, path.span)?;
            let kind = http(cx, path, &BTreeMap::new(), port)?;
            Some(all(&kind))
        }
        Some(HealthSwitch::Table(health)) => table(cx, health, ports),
    }
}

fn all(kind: &ProbeKind) -> Probes {
    let probe = |role| Some(Probe { kind: kind.clone(), ..timing(role) });
    Probes {
        readiness: probe(Role::Readiness),
        liveness: probe(Role::Liveness),
        startup: probe(Role::Startup),
    }
}

fn table(cx: &mut Resolver<'_>, health: &Health, ports: &[ServicePort]) -> Resolved<Probes> {
    let readiness = one(cx, health, health.readiness.as_ref(), Role::Readiness, ports);
    let liveness = one(cx, health, health.liveness.as_ref(), Role::Liveness, ports);
    let startup = one(cx, health, health.startup.as_ref(), Role::Startup, ports);
    Some(Probes { readiness: readiness?, liveness: liveness?, startup: startup? })
}

/// One probe: its own keys over those of `health`.
fn one(
    cx: &mut Resolver<'_>,
    health: &Health,
    written: Option<&ProbeSwitch>,
    role: Role,
    ports: &[ServicePort],
) -> Resolved<Option<Probe>> {
    let own = match written {
        Some(ProbeSwitch::Plain(false)) => return Some(None),
        Some(ProbeSwitch::Table(own)) => Some(own.as_ref()),
        _ => None,
    };
    let kind = kind(cx, health, own, ports)?;
    let default = timing(role);
    let mut number =
        |own: Option<&Int>, shared: Option<&Int>, least, default| cx.at_least(own.or(shared), least, default);
    let success = own.and_then(|own| own.success_threshold.as_ref());
    Some(Some(Probe {
        kind,
        initial_delay_seconds: number(
            own.and_then(|own| own.initial_delay_seconds.as_ref()),
            health.initial_delay_seconds.as_ref(),
            0,
            0,
        ),
        period_seconds: number(
            own.and_then(|own| own.period_seconds.as_ref()),
            health.period_seconds.as_ref(),
            1,
            default.period_seconds,
        ),
        timeout_seconds: number(
            own.and_then(|own| own.timeout_seconds.as_ref()),
            health.timeout_seconds.as_ref(),
            1,
            default.timeout_seconds,
        ),
        success_threshold: success_threshold(cx, success, health.success_threshold.as_ref(), role),
        failure_threshold: cx.at_least(
            own.and_then(|own| own.failure_threshold.as_ref()).or(health.failure_threshold.as_ref()),
            1,
            default.failure_threshold,
        ),
    }))
}

/// Kubernetes wants 1 for liveness and startup.
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes>
fn success_threshold(cx: &mut Resolver<'_>, own: Option<&Int>, shared: Option<&Int>, role: Role) -> i64 {
    if role == Role::Readiness {
        return cx.at_least(own.or(shared), 1, 1);
    }
    if let Some(own) = own.filter(|own| own.value != 1) {
        cx.report
            .error("invalid-value", own.span, "Kubernetes wants 1 here")
            .help("remove the key: only the readiness probe may need several successes");
    }
    1
}

fn kind(
    cx: &mut Resolver<'_>,
    health: &Health,
    own: Option<&HealthProbe>,
    ports: &[ServicePort],
) -> Resolved<ProbeKind> {
    let says =
        |path: &Option<Text>, tcp: bool, grpc: bool, command: bool| path.is_some() || tcp || grpc || command;
    let own_kind =
        own.filter(|own| says(&own.path, own.tcp.is_some(), own.grpc.is_some(), own.command.is_some()));
    let (path, grpc, command) = match own_kind {
        Some(own) => (own.path.as_ref(), own.grpc.as_ref(), own.command.as_ref()),
        None => (health.path.as_ref(), health.grpc.as_ref(), health.command.as_ref()),
    };
    if let Some(command) = command {
        return Some(ProbeKind::Command(words(Some(command))));
    }
    let written = own.and_then(|own| own.port.as_ref()).or(health.port.as_ref());
    let port = port(cx, written, ports, health.span)?;
    let headers = match own {
        Some(own) if !own.http_headers.is_empty() => texts(&own.http_headers),
        _ => texts(&health.http_headers),
    };
    match path {
        Some(path) => http(cx, path, &headers, port),
        None if is_on(grpc, false) => Some(ProbeKind::Grpc(port)),
        None => Some(ProbeKind::Tcp(port)),
    }
}

fn http(
    cx: &mut Resolver<'_>,
    path: &Text,
    headers: &BTreeMap<String, String>,
    port: Port,
) -> Resolved<ProbeKind> {
    if path.starts_with('/') && !path.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Some(ProbeKind::Http { path: path.value.clone(), port, headers: headers.clone() });
    }
    cx.report
        .error("invalid-value", path.span, format!("`{path}` is not an HTTP path"))
        .help("write a path that begins with `/`, such as `/healthz`");
    None
}

fn port(
    cx: &mut Resolver<'_>,
    written: Option<&Spanned<Port>>,
    ports: &[ServicePort],
    span: crate::span::Span,
) -> Resolved<Port> {
    let port = written.map(|port| port.value).or(ports.first().map(|port| port.port));
    if port.is_none() {
        cx.report
            .error("probe-without-port", span, "there is no port to probe")
            .help("add `port` to the service, or probe with a `command`");
    }
    port
}

/// Kubernetes' own defaults, but startup waits for five minutes.
fn timing(role: Role) -> Probe {
    Probe {
        kind: ProbeKind::Command(Vec::new()),
        initial_delay_seconds: 0,
        period_seconds: 10,
        timeout_seconds: 1,
        success_threshold: 1,
        failure_threshold: if role == Role::Startup { 30 } else { 3 },
    }
}
