//! When a probe is done, and what its results mean.

use super::Role;
use crate::model::resolver::Resolver;
use crate::read::config::{Health, HealthProbe, Int};

/// When a probe is done, and what its results mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
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

impl Timing {
    /// Kubernetes' own defaults, but startup waits for five minutes.
    pub(super) fn of(role: Role) -> Self {
        Self {
            initial_delay_seconds: 0,
            period_seconds: 10,
            timeout_seconds: 1,
            success_threshold: 1,
            failure_threshold: if role == Role::Startup { 30 } else { 3 },
        }
    }
}

/// The probe's own keys over those of `health`, over the defaults.
///
/// The shared `failure_threshold` is not the startup probe's: it would shorten the start.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    health: &Health,
    own: Option<&HealthProbe>,
    role: Role,
) -> Timing {
    let own = |key: fn(&HealthProbe) -> &Option<Int>| own.and_then(|own| key(own).as_ref());
    let default = Timing::of(role);
    let delay = own(|own| &own.initial_delay_seconds).or(health.initial_delay_seconds.as_ref());
    let period = own(|own| &own.period_seconds).or(health.period_seconds.as_ref());
    let timeout = own(|own| &own.timeout_seconds).or(health.timeout_seconds.as_ref());
    let success = own(|own| &own.success_threshold);
    let shared_failures = health.failure_threshold.as_ref().filter(|_| role != Role::Startup);
    let failures = own(|own| &own.failure_threshold).or(shared_failures);
    Timing {
        initial_delay_seconds: cx.at_least(delay, 0, default.initial_delay_seconds),
        period_seconds: cx.at_least(period, 1, default.period_seconds),
        timeout_seconds: cx.at_least(timeout, 1, default.timeout_seconds),
        success_threshold: success_threshold(cx, success, health.success_threshold.as_ref(), role),
        failure_threshold: cx.at_least(failures, 1, default.failure_threshold),
    }
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
