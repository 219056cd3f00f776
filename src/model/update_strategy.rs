//! How a Deployment replaces its pods.

use std::collections::BTreeMap;

use super::Volume;
use super::resolver::{Resolved, Resolver};
use crate::read::config::{self, IntOrPercent, Strategy};
use crate::span::Spanned;

/// How a Deployment replaces its pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateStrategy {
    /// All stop before the new ones start.
    Recreate,
    /// One after the other.
    RollingUpdate {
        /// Pods above the number of replicas.
        max_surge: IntOrPercent,
        /// Pods below the number of replicas.
        max_unavailable: IntOrPercent,
    },
}

pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    service: &config::Service,
    volumes: &BTreeMap<String, Volume>,
) -> Resolved<UpdateStrategy> {
    let holds_claim = volumes.values().any(Volume::is_new_claim);
    let default = if holds_claim { Strategy::Recreate } else { Strategy::RollingUpdate };
    let strategy = service.strategy.as_ref().map_or(default, |strategy| strategy.value);
    let rolling = [&service.max_surge, &service.max_unavailable];
    if strategy == Strategy::Recreate {
        if let Some(key) = rolling.into_iter().flatten().next() {
            cx.report
                .error("rolling-update-of-recreate", key.span, "this key is for a rolling update")
                .help("remove the key, or set `strategy = \"RollingUpdate\"`");
            return None;
        }
        return Some(UpdateStrategy::Recreate);
    }
    let value = |key: &Option<Spanned<IntOrPercent>>, default| {
        key.as_ref().map_or(IntOrPercent::Int(default), |key| key.value.clone())
    };
    let max_surge = value(&service.max_surge, 1);
    let max_unavailable = value(&service.max_unavailable, 0);
    if is_zero(&max_surge) && is_zero(&max_unavailable) {
        let span = rolling.into_iter().flatten().next().map_or(service.span, |key| key.span);
        cx.report
            .error(
                "rolling-update-stuck",
                span,
                "with neither a pod more nor a pod less nothing can be replaced",
            )
            .help("set `max_surge` or `max_unavailable` to 1");
        return None;
    }
    let sound = at_most_all(cx, service.max_unavailable.as_ref()) & room_for_surge(cx, service, volumes);
    sound.then_some(UpdateStrategy::RollingUpdate { max_surge, max_unavailable })
}

/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable>
fn at_most_all(cx: &mut Resolver<'_>, max_unavailable: Option<&Spanned<IntOrPercent>>) -> bool {
    let Some(written) = max_unavailable else { return true };
    let IntOrPercent::Percent(share) = &written.value else { return true };
    if share.trim_end_matches('%').parse::<u32>().is_ok_and(|share| share <= 100) {
        return true;
    }
    cx.report
        .error("invalid-value", written.span, format!("`{share}` is more pods than there are"))
        .help("write at most `\"100%\"`");
    false
}

/// A new pod on another node waits for a volume that the old one holds until the new one is ready.
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>
fn room_for_surge(
    cx: &mut Resolver<'_>,
    service: &config::Service,
    volumes: &BTreeMap<String, Volume>,
) -> bool {
    let Some(volume) = volumes.values().find(|volume| volume.is_for_one_node()) else { return true };
    let surge = service.max_surge.as_ref();
    if surge.is_some_and(|surge| is_zero(&surge.value)) {
        return true;
    }
    let strategy = service.strategy.as_ref().map(|strategy| strategy.span);
    let span = surge.map(|surge| surge.span).or(strategy).unwrap_or(service.span);
    cx.report
        .error("rolling-update-stuck", span, "the new pod would wait for a volume that the old one holds")
        .related(volume.span, format!("`{}` may be mounted by one node only", volume.name))
        .help("remove `strategy`, `max_surge` and `max_unavailable`: kura then stops the old pod first");
    false
}

fn is_zero(amount: &IntOrPercent) -> bool {
    match amount {
        IntOrPercent::Int(number) => *number == 0,
        IntOrPercent::Percent(share) => share.trim_end_matches('%').bytes().all(|byte| byte == b'0'),
    }
}
