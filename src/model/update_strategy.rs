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
    Some(UpdateStrategy::RollingUpdate { max_surge, max_unavailable })
}

fn is_zero(amount: &IntOrPercent) -> bool {
    match amount {
        IntOrPercent::Int(number) => *number == 0,
        IntOrPercent::Percent(share) => share.trim_end_matches('%').bytes().all(|byte| byte == b'0'),
    }
}
