//! `serviceaccounts.yaml`: a ServiceAccount per workload, or of those that share one.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::Model;

/// Names the AWS role whose credentials the pods get.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html>
const ROLE_ARN: &str = "eks.amazonaws.com/role-arn";

/// The account of a workload, with the first that uses it; no token of it is mounted.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let name = &workload.pod().service_account;
    // The folder of a Job that the pipeline runs must hold all that it needs.
    let others = Workload::all(model).filter(|other| !other.is_run_by_pipeline());
    let mut sharing = others.filter(|other| other.pod().service_account.value == name.value);
    let first = sharing.next().map(Workload::name);
    if !workload.is_run_by_pipeline() && first != Some(workload.name()) {
        return Vec::new();
    }
    vec![document(model, workload, name).into()]
}

fn document(model: &Model, workload: Workload<'_>, name: &str) -> Value {
    let roles = Workload::all(model)
        .filter(|other| other.pod().service_account.value == name)
        .filter_map(|other| other.iam()?.role_arn.as_ref());
    let annotations: Texts = roles.map(|role| (ROLE_ARN.to_owned(), role.value.clone())).collect();
    json!({
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": metadata(model, name, &workload_labels(model, workload), &annotations),
        "automountServiceAccountToken": false,
    })
}
