//! `namespace.yaml`: the Namespace, with its Pod Security level.

use serde_json::json;

use super::metadata::labels;
use crate::lang::yaml::Document;
use crate::model::Model;
use crate::read::config::TargetType;

/// With it a pod is only ready when the load balancer sends it requests, so that a rollout loses none.
/// It has no effect where the load balancer sends them to the nodes.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/>
const READINESS_GATE: &str = "elbv2.k8s.aws/pod-readiness-gate-inject";

/// The Namespace, unless it exists already.
///
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces>
pub(super) fn documents(model: &Model) -> Vec<Document> {
    let kubernetes = &model.kubernetes;
    if !kubernetes.create_namespace {
        return Vec::new();
    }
    let mut labels = labels(model, &kubernetes.namespace);
    for mode in ["audit", "enforce", "warn"] {
        labels
            .insert(format!("pod-security.kubernetes.io/{mode}"), kubernetes.pod_security.word().to_owned());
    }
    if model.alb_ingresses().any(|ingress| ingress.target_type.value == TargetType::Ip) {
        labels.insert(READINESS_GATE.to_owned(), "enabled".to_owned());
    }
    labels.extend(kubernetes.namespace_labels.clone());
    let namespace = json!({
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": { "name": kubernetes.namespace, "labels": labels },
    });
    vec![namespace.into()]
}
