//! Probes of a service: readiness, liveness, startup.

mod headers;
mod kind;
mod timing;

pub use kind::ProbeKind;
pub use timing::Timing;

use super::resolver::{Resolved, Resolver};
use super::service_port::ServicePort;
use crate::read::config::{Health, HealthProbe, HealthSwitch, ProbeSwitch};
use crate::span::Spanned;

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
    /// When it is done, and what its results mean.
    pub timing: Timing,
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
        None | Some(HealthSwitch::Plain(Spanned { value: true, .. })) => {
            Some(kind::first_tcp_port(ports).map_or_else(Probes::default, |port| all(&ProbeKind::Tcp(port))))
        }
        Some(HealthSwitch::Plain(_)) => Some(Probes::default()),
        Some(HealthSwitch::Path(path)) => kind::of_path(cx, path, ports).map(|kind| all(&kind)),
        Some(HealthSwitch::Table(health)) => table(cx, health, ports),
    }
}

fn all(kind: &ProbeKind) -> Probes {
    let probe = |role| Some(Probe { kind: kind.clone(), timing: Timing::of(role) });
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
    let probes = Probes { readiness: readiness?, liveness: liveness?, startup: startup? };
    let sent = [&probes.readiness, &probes.liveness, &probes.startup]
        .into_iter()
        .flatten()
        .any(|probe| probe.kind.is_http());
    headers::check(cx, &health.http_headers, sent).then_some(probes)
}

/// One probe: its own keys over those of `health`.
fn one(
    cx: &mut Resolver<'_>,
    health: &Health,
    written: Option<&ProbeSwitch>,
    role: Role,
    ports: &[ServicePort],
) -> Resolved<Option<Probe>> {
    let own: Option<&HealthProbe> = match written {
        Some(ProbeSwitch::Plain(false)) => return Some(None),
        Some(ProbeSwitch::Table(own)) => Some(own),
        _ => None,
    };
    let kind = kind::resolve(cx, health, own, ports);
    let timing = timing::resolve(cx, health, own, role);
    let kind = kind?;
    let sound = own.is_none_or(|own| headers::check(cx, &own.http_headers, kind.is_http()));
    sound.then_some(Some(Probe { kind, timing }))
}
