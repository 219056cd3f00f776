//! What a probe does.

use std::collections::BTreeMap;

use crate::model::resolver::{Resolved, Resolver, is_on, texts, words};
use crate::model::service_port::ServicePort;
use crate::read::config::{Bool, Health, HealthProbe, List, Protocol, Text};
use crate::span::{Span, Spanned};
use crate::value::Port;

/// What a probe does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProbeKind {
    /// An HTTP GET.
    Http {
        /// Path, from `/`.
        path: String,
        /// Port of the container.
        port: Spanned<Port>,
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

impl ProbeKind {
    /// Whether it is an HTTP GET.
    pub fn is_http(&self) -> bool {
        matches!(self, Self::Http { .. })
    }
}

/// The keys that say what is done, of `health` or of one probe.
struct Keys<'a> {
    path: Option<&'a Text>,
    tcp: Option<&'a Bool>,
    grpc: Option<&'a Bool>,
    command: Option<&'a List<Text>>,
}

impl<'a> Keys<'a> {
    fn shared(keys: &'a Health) -> Self {
        Self {
            path: keys.path.as_ref(),
            tcp: keys.tcp.as_ref(),
            grpc: keys.grpc.as_ref(),
            command: keys.command.as_ref(),
        }
    }

    fn own(keys: &'a HealthProbe) -> Self {
        Self {
            path: keys.path.as_ref(),
            tcp: keys.tcp.as_ref(),
            grpc: keys.grpc.as_ref(),
            command: keys.command.as_ref(),
        }
    }

    /// Whether they name a kind; `false` names none.
    fn name_one(&self) -> bool {
        self.path.is_some() || self.command.is_some() || is_on(self.tcp, false) || is_on(self.grpc, false)
    }
}

/// The kind of a probe: the one its own keys name, or that of `health`, or TCP.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    health: &Health,
    own: Option<&HealthProbe>,
    ports: &[ServicePort],
) -> Resolved<ProbeKind> {
    let (shared, own_keys) = (Keys::shared(health), own.map(Keys::own));
    let tcp = own_keys.as_ref().and_then(|own| own.tcp).or(shared.tcp);
    let keys = own_keys.filter(Keys::name_one).unwrap_or(shared);
    if let Some(command) = keys.command {
        return self::command(cx, command);
    }
    let written = own.and_then(|own| own.port.as_ref()).or(health.port.as_ref());
    let port = port(cx, written, ports, health.span)?;
    let headers = match own {
        Some(own) if !own.http_headers.is_empty() => texts(&own.http_headers),
        _ => texts(&health.http_headers),
    };
    match keys.path {
        Some(path) => http(cx, path, headers, port),
        None if is_on(keys.grpc, false) => Some(ProbeKind::Grpc(port.value)),
        None => tcp_allowed(cx, tcp).map(|()| ProbeKind::Tcp(port.value)),
    }
}

/// The kind that `health = "/path"` means.
pub(super) fn of_path(cx: &mut Resolver<'_>, path: &Text, ports: &[ServicePort]) -> Resolved<ProbeKind> {
    let port = port(cx, None, ports, path.span)?;
    http(cx, path, BTreeMap::new(), port)
}

/// Without another kind a probe connects by TCP, which `tcp = false` refuses.
fn tcp_allowed(cx: &mut Resolver<'_>, tcp: Option<&Bool>) -> Resolved<()> {
    let Some(tcp) = tcp.filter(|tcp| !tcp.value) else { return Some(()) };
    cx.report
        .error("probe-without-kind", tcp.span, "nothing is left that the probe could do")
        .help("add `path`, `grpc = true` or `command`; for no probe, write `false` instead of the table");
    None
}

fn command(cx: &mut Resolver<'_>, command: &List<Text>) -> Resolved<ProbeKind> {
    if !command.is_empty() {
        return Some(ProbeKind::Command(words(Some(command))));
    }
    cx.report
        .error("invalid-value", command.span, "the command is empty")
        .help("write the program and its arguments, such as `[\"pg_isready\"]`");
    None
}

fn http(
    cx: &mut Resolver<'_>,
    path: &Text,
    headers: BTreeMap<String, String>,
    port: Spanned<Port>,
) -> Resolved<ProbeKind> {
    if path.starts_with('/') && !path.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Some(ProbeKind::Http { path: path.value.clone(), port, headers });
    }
    cx.report
        .error("invalid-value", path.span, format!("`{path}` is not an HTTP path"))
        .help("write a path that begins with `/`, such as `/healthz`");
    None
}

/// The port that is probed when none is named.
pub(super) fn first_tcp_port(ports: &[ServicePort]) -> Option<Port> {
    ports.iter().find(|port| port.protocol == Protocol::Tcp).map(|port| port.port)
}

/// No probe speaks UDP.
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods>
fn port(
    cx: &mut Resolver<'_>,
    written: Option<&Spanned<Port>>,
    ports: &[ServicePort],
    span: Span,
) -> Resolved<Spanned<Port>> {
    let Some(written) = written else {
        let first = first_tcp_port(ports);
        if first.is_none() {
            cx.report
                .error("probe-without-port", span, "there is no port to probe")
                .help("add a TCP `port` to the service, or probe with a `command`");
        }
        return first.map(|port| Spanned::new(port, span));
    };
    let mut protocols = ports.iter().filter(|port| port.port == written.value).map(|port| port.protocol);
    let first = protocols.next();
    if first != Some(Protocol::Udp) || protocols.any(|protocol| protocol == Protocol::Tcp) {
        return Some(*written);
    }
    cx.report
        .error("probe-over-udp", written.span, format!("{written} is a UDP port, which no probe can ask"))
        .help("name a TCP port, or probe with a `command`");
    None
}
