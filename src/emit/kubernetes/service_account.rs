//! `serviceaccounts.yaml`: a ServiceAccount per workload, or of those that share one.

use serde_json::json;

use super::container::PIPELINE_TAG;
use super::metadata::{Texts, metadata, workload_labels};
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{Model, WorkloadRole};

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
    vec![document(model, workload, name)]
}

fn document(model: &Model, workload: Workload<'_>, name: &str) -> Document {
    let role = model.workload_role(name).filter(|_| model.annotates_roles());
    let annotation = role.as_ref().map(|role| (ROLE_ARN.to_owned(), arn(model, role)));
    let annotations: Texts = annotation.into_iter().collect();
    let value = json!({
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": metadata(model, name, &workload_labels(model, workload), &annotations),
        "automountServiceAccountToken": false,
    });
    let unknown = role.filter(|role| role.existing().is_none() && model.project.account_id.is_none());
    let comment = unknown.map(|_| {
        format!("The pipeline puts the number of the AWS account in the place of `{PIPELINE_TAG}`.")
    });
    Document { comment, value }
}

fn arn(model: &Model, role: &WorkloadRole<'_>) -> String {
    let account = model.project.account_id.as_ref().map_or(PIPELINE_TAG, |account| account);
    role.existing().map_or_else(|| model.role_arn(role, account), str::to_owned)
}
