//! Where the pods of a workload may connect to.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{container_ports, distinct, pods, range, vpc};
use crate::emit::kubernetes::workload::Workload;
use crate::model::{Model, Use};
use crate::value::Egress;

/// The agent of EKS Pod Identity, from which pods have the credentials of their AWS role.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html>
const POD_IDENTITY_AGENT: &str = "169.254.170.23/32";

/// DNS, what it uses, what it needs for its AWS role, and what `egress` names.
pub(super) fn rules(model: &Model, workload: Workload<'_>) -> Vec<Value> {
    let mut rules = vec![dns()];
    rules.extend(workload.pod().uses.iter().filter_map(|used| call(model, used)));
    if workload.iam().is_some() && !model.annotates_roles() {
        rules.push(json!({ "to": [range(&POD_IDENTITY_AGENT)], "ports": [tcp(80)] }));
    }
    rules.extend(others(&workload.pod().egress));
    distinct(rules)
}

fn tcp(port: u16) -> Value {
    json!({ "port": port, "protocol": "TCP" })
}

/// The cluster's own DNS, which has these labels on EKS and elsewhere.
fn dns() -> Value {
    json!({
        "to": [{
            "namespaceSelector": { "matchLabels": { "kubernetes.io/metadata.name": "kube-system" } },
            "podSelector": { "matchLabels": { "k8s-app": "kube-dns" } },
        }],
        "ports": [{ "port": 53, "protocol": "UDP" }, tcp(53)],
    })
}

/// `None` for a service without ports, which nobody can call.
fn call(model: &Model, used: &Use) -> Option<Value> {
    match used {
        Use::Service(key) => {
            let service = model.services.get(&key.value).filter(|service| !service.ports.is_empty())?;
            Some(json!({ "to": [pods(&service.selector)], "ports": container_ports(&service.ports) }))
        }
        Use::Database(key) => {
            let database = model.databases.get(key)?;
            Some(json!({ "to": vpc(model), "ports": [tcp(database.port())] }))
        }
        Use::Elsewhere { namespace, port } => {
            let to = match namespace {
                None => json!({ "podSelector": {} }),
                Some(name) => json!({
                    "namespaceSelector": { "matchLabels": { "kubernetes.io/metadata.name": name } },
                }),
            };
            Some(json!({ "to": [to], "ports": [tcp(port.number())] }))
        }
    }
}

/// One rule for each range of addresses.
fn others(egress: &[Egress]) -> Vec<Value> {
    let mut ranges = BTreeMap::<_, Vec<Value>>::new();
    for way in egress {
        ranges.entry(way.cidr).or_default().push(tcp(way.port.number()));
    }
    ranges.iter().map(|(cidr, ports)| json!({ "to": [range(cidr)], "ports": ports })).collect()
}
