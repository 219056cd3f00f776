//! How many pods run under which load.

use super::resolver::{Resolved, Resolver};
use crate::read::config;
use crate::span::{Span, Spanned};

/// A HorizontalPodAutoscaler.
#[derive(Debug, Clone)]
pub struct Autoscaling {
    /// Where its table stands.
    pub span: Span,
    /// Least number of pods.
    pub min_replicas: Spanned<i64>,
    /// Greatest number of pods, at least the least.
    pub max_replicas: i64,
    /// Percent of the CPU requests.
    pub cpu: Option<Spanned<i64>>,
    /// Percent of the memory requests; one of the two is there.
    pub memory: Option<Spanned<i64>>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>, service: &config::Service) -> Resolved<Option<Autoscaling>> {
    let Some(written) = &service.autoscaling else { return Some(None) };
    requests(cx, written, service.pod.requests.as_ref());
    let min = cx.at_least(written.min_replicas.as_ref(), 1, 2.min(written.max_replicas.value.max(1)));
    let min_replicas =
        Spanned::new(min, written.min_replicas.as_ref().map_or(written.span, |replicas| replicas.span));
    let max_replicas = cx.at_least(Some(&written.max_replicas), 1, 1);
    for percent in [&written.cpu, &written.memory].into_iter().flatten() {
        cx.at_least(Some(percent), 1, 1);
    }
    let mut sound = true;
    if min > max_replicas && max_replicas > 0 {
        sound = false;
        cx.report
            .error(
                "autoscaling-range",
                min_replicas.span,
                "the least number of replicas is above the greatest",
            )
            .related(written.max_replicas.span, "the greatest")
            .help(format!("write at most {max_replicas}, or raise `max_replicas`"));
    }
    if written.cpu.is_none() && written.memory.is_none() {
        sound = false;
        cx.report
            .error("missing-key", written.span, "`cpu` or `memory` is missing")
            .label("nothing says under which load replicas are added")
            .help("add `cpu = 70`, percent of `requests.cpu`");
    }
    sound.then_some(Some(Autoscaling {
        span: written.span,
        min_replicas,
        max_replicas,
        cpu: written.cpu,
        memory: written.memory,
    }))
}

/// kura's default request is a guess, and a percent of a guess says nothing.
fn requests(cx: &mut Resolver<'_>, written: &config::Autoscaling, requests: Option<&config::Resources>) {
    let cpu = requests.and_then(|requests| requests.cpu.as_ref());
    let memory = requests.and_then(|requests| requests.memory.as_ref());
    for (name, percent, request) in [("cpu", written.cpu, cpu), ("memory", written.memory, memory)] {
        if let Some(percent) = percent.filter(|_| request.is_none()) {
            cx.report
                .error(
                    "autoscaling-without-requests",
                    percent.span,
                    format!("percent of which {name} request?"),
                )
                .help(format!("add `{name}` to `requests`"));
        }
    }
}
