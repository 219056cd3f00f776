//! How a Deployment replaces its pods.

use std::collections::BTreeMap;

use super::Volume;
use crate::read::config::{self, IntOrPercent, Strategy, WorkloadKind};
use crate::span::{Span, Spanned};

/// How a Deployment replaces its pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateStrategy {
    /// All stop before the new ones start.
    Recreate {
        /// A key for a rolling update that is written nonetheless.
        rolling: Option<Span>,
    },
    /// One after the other.
    RollingUpdate {
        /// Pods above the number of replicas.
        max_surge: Spanned<IntOrPercent>,
        /// Pods below the number of replicas.
        max_unavailable: Spanned<IntOrPercent>,
    },
}

/// A StatefulSet ends each pod before it starts the next: its claims are never held twice.
pub(super) fn resolve(
    service: &config::Service,
    kind: WorkloadKind,
    volumes: &BTreeMap<String, Volume>,
) -> UpdateStrategy {
    let holds_volume = volumes.values().any(Volume::is_for_one_node);
    let default = if holds_volume && kind == WorkloadKind::Deployment {
        Strategy::Recreate
    } else {
        Strategy::RollingUpdate
    };
    let strategy = service.strategy.as_ref().map_or(default, |strategy| strategy.value);
    if strategy == Strategy::Recreate {
        let rolling = [&service.max_surge, &service.max_unavailable].into_iter().flatten().next();
        return UpdateStrategy::Recreate { rolling: rolling.map(|key| key.span) };
    }
    let value = |key: &Option<Spanned<IntOrPercent>>, default| {
        key.clone().unwrap_or_else(|| Spanned::new(IntOrPercent::Int(default), service.span))
    };
    UpdateStrategy::RollingUpdate {
        max_surge: value(&service.max_surge, 1),
        max_unavailable: value(&service.max_unavailable, 0),
    }
}
