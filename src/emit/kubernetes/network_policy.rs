//! `networkpolicies.yaml`: every pod is closed, but for what `uses`, ingresses, `egress` and DNS need.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/>

mod egress;
mod ingress;

use serde_json::{Value, json};

use super::cluster_issuer;
use super::metadata::{Texts, labels, metadata, workload_labels};
use super::object::object;
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{Model, ServicePort};

/// Name of the policy that closes the namespace.
const DEFAULT_DENY: &str = "default-deny";

/// Policies of no workload.
pub(super) fn of_project(model: &Model) -> Vec<Document> {
    default_deny(model).into_iter().chain(acme_solver(model)).collect()
}

/// Opens the pods with which cert-manager proves to Let's Encrypt that a host is ours.
///
/// Source: <https://cert-manager.io/docs/configuration/acme/http01/>
fn acme_solver(model: &Model) -> Option<Document> {
    let name = "acme-http01-solver";
    let is_asked = model.ingresses.values().any(cluster_issuer::is_solved);
    if !model.kubernetes.network_policies || !is_asked {
        return None;
    }
    let value = json!({
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata(model, name, &labels(model, name), &Texts::new()),
        "spec": {
            "podSelector": { "matchLabels": { "acme.cert-manager.io/http01-solver": "true" } },
            "policyTypes": ["Ingress"],
            "ingress": [{ "from": [{ "namespaceSelector": {} }], "ports": [{ "port": 8089, "protocol": "TCP" }] }],
        },
    });
    let why = "Lets the ingress controller reach the pods with which cert-manager answers Let's Encrypt.";
    Some(Document { comment: Some(why.to_owned()), value })
}

/// The policy that closes the namespace, unless other people's pods are in it.
fn default_deny(model: &Model) -> Vec<Document> {
    if !model.kubernetes.network_policies || !model.kubernetes.create_namespace {
        return Vec::new();
    }
    let value = json!({
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata(model, DEFAULT_DENY, &labels(model, DEFAULT_DENY), &Texts::new()),
        "spec": { "podSelector": {}, "policyTypes": ["Ingress", "Egress"] },
    });
    let why = "Closes every pod of the namespace; the other policies open what `uses`, ingresses and `egress` name.";
    vec![Document { comment: Some(why.to_owned()), value }]
}

/// The policy of a workload.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    if !model.kubernetes.network_policies {
        return Vec::new();
    }
    let value = json!({
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata(model, workload.name(), &workload_labels(model, workload), &Texts::new()),
        "spec": object([
            ("podSelector", json!({ "matchLabels": workload.selector() })),
            ("policyTypes", json!(["Ingress", "Egress"])),
            ("ingress", json!(ingress::rules(model, workload))),
            ("egress", json!(egress::rules(model, workload))),
        ]),
    });
    let comment = ingress::comment(model, workload);
    vec![Document { comment, value }]
}

/// Pods with these labels, in the namespace of the policy.
fn pods(labels: &Texts) -> Value {
    json!({ "podSelector": { "matchLabels": labels } })
}

/// Ports of a container.
fn container_ports<'p>(ports: impl IntoIterator<Item = &'p ServicePort>) -> Vec<Value> {
    let entry = |port: &ServicePort| json!({ "port": port.port.number(), "protocol": port.protocol.word() });
    distinct(ports.into_iter().map(entry))
}

/// Each value once, in the order of its first.
fn distinct(values: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for value in values {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all
}

/// Addresses: private ranges, which every load balancer and database of a VPC has, where the VPC's own is not known.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
fn vpc(model: &Model) -> Vec<Value> {
    match &model.network {
        Some(network) => vec![range(&network.cidr_block)],
        None => {
            ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].iter().map(range).collect()
        }
    }
}

fn range(cidr: &impl ToString) -> Value {
    json!({ "ipBlock": { "cidr": cidr.to_string() } })
}
