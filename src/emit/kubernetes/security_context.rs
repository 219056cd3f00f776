//! Rights of pods and containers, such that the Pod Security level `restricted` takes them.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>

use serde_json::{Value, json};

use super::object::object;
use super::workload::Workload;
use crate::model::{Pod, VolumeSource};

/// Ports below this one need a capability, or the sysctl.
const FIRST_UNPRIVILEGED_PORT: u16 = 1024;

/// Rights of all containers of a pod.
pub(super) fn pod(workload: Workload<'_>) -> Value {
    let context = &workload.pod().security_context;
    object([
        ("runAsNonRoot", json!(context.run_as_non_root)),
        ("runAsUser", json!(context.run_as_user)),
        ("runAsGroup", json!(context.run_as_group)),
        ("fsGroup", json!(context.fs_group)),
        ("fsGroupChangePolicy", json!(change_policy(workload.pod()))),
        ("seccompProfile", json!({ "type": "RuntimeDefault" })),
        ("sysctls", sysctls(workload)),
    ])
}

/// Rights of each container.
pub(super) fn container(pod: &Pod) -> Value {
    let context = &pod.security_context;
    json!({
        "allowPrivilegeEscalation": false,
        "readOnlyRootFilesystem": context.read_only_root_filesystem,
        "capabilities": object([("add", json!(context.capabilities)), ("drop", json!(["ALL"]))]),
    })
}

/// By default a claim with many files is chowned file by file at every start of a pod.
fn change_policy(pod: &Pod) -> Option<&'static str> {
    let context = &pod.security_context;
    let has_claim = pod.volumes.values().any(|volume| !matches!(volume.source, VolumeSource::EmptyDir));
    (context.fs_group.is_some() && has_claim).then_some("OnRootMismatch")
}

/// Lets containers listen below 1024 without a capability, which root would need too: all are dropped.
///
/// Source: <https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls>
fn sysctls(workload: Workload<'_>) -> Value {
    let privileged = workload.ports().iter().any(|port| port.port.number() < FIRST_UNPRIVILEGED_PORT);
    let sysctl = json!([{ "name": "net.ipv4.ip_unprivileged_port_start", "value": "0" }]);
    if privileged { sysctl } else { Value::Null }
}
