//! Taints that a workload tolerates.

use super::resolver::{Resolved, Resolver};
use crate::read::config::{List, Text};
use crate::value::{label_key, label_value};

/// A tolerated taint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toleration {
    /// Key of the taint.
    pub key: String,
    /// Its value; `None`: any.
    pub value: Option<String>,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    pub effect: String,
}

/// kubectl's notation of a taint: `key=value:Effect` or `key:Effect`.
/// Source: <https://kubernetes.io/docs/reference/kubectl/generated/kubectl_taint/>
pub(super) fn resolve(cx: &mut Resolver<'_>, written: Option<&List<Text>>) -> Resolved<Vec<Toleration>> {
    let Some(written) = written else { return Some(Vec::new()) };
    let resolved: Vec<_> = written
        .iter()
        .map(|text| {
            let toleration = toleration(text);
            if toleration.is_none() {
                cx.report
                    .error("invalid-value", text.span, format!("`{text}` is not a taint"))
                    .help("write `key=value:NoSchedule`; the effects are NoSchedule, PreferNoSchedule and NoExecute");
            }
            toleration
        })
        .collect();
    resolved.into_iter().collect()
}

fn toleration(text: &str) -> Option<Toleration> {
    let (taint, effect) = text.rsplit_once(':')?;
    let (key, value) = taint.split_once('=').map_or((taint, None), |(key, value)| (key, Some(value)));
    let sound = matches!(effect, "NoSchedule" | "PreferNoSchedule" | "NoExecute")
        && label_key(key).is_ok()
        && value.is_none_or(|value| label_value(value).is_ok());
    sound.then(|| Toleration {
        key: key.to_owned(),
        value: value.map(str::to_owned),
        effect: effect.to_owned(),
    })
}
