//! How long a service may take to roll out, and how long the pipeline waits for it.

use super::Service;

/// Seconds that a rollout has at least: [Kubernetes' own default](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds).
const LEAST: i64 = 600;

/// Seconds beside the startup probe: to find a node, and to pull the image.
const BEFORE_START: i64 = 300;

/// Minutes of the deploy stage beside the rollouts: to read the kubeconfig, and to apply.
pub(super) const APPLY_MINUTES: i64 = 5;

/// Minutes that a load balancer may take to be made.
pub const LOAD_BALANCER_MINUTES: i64 = 5;

impl Service {
    /// Seconds without progress until a rollout counts as failed: more than the startup probe allows a pod.
    pub fn progress_deadline_seconds(&self) -> i64 {
        let startup = self.probes.startup.as_ref().map_or(0, |probe| {
            let timing = &probe.timing;
            let probing = timing.period_seconds.saturating_mul(timing.failure_threshold);
            probing.saturating_add(timing.initial_delay_seconds)
        });
        startup.saturating_add(BEFORE_START).clamp(LEAST, i64::from(i32::MAX))
    }

    /// Seconds that the pipeline waits for a rollout: a minute more, so that Kubernetes says first what failed.
    pub fn rollout_seconds(&self) -> i64 {
        self.progress_deadline_seconds() + 60
    }
}

/// Minutes that services may take which roll out side by side.
pub(super) fn minutes<'a>(services: impl IntoIterator<Item = &'a Service>) -> i64 {
    let slowest = services.into_iter().map(Service::rollout_seconds).max().unwrap_or(0);
    (slowest + 59) / 60 + APPLY_MINUTES
}
