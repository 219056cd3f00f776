//! Roles in AWS whose ARN the manifests hold without the account.

use serde_json::json;

use crate::emit::aws_account::ASKED;
use crate::emit::jenkins::print::words;
use crate::emit::jenkins::scope::Scope;
use crate::lang::shell;
use crate::model::WorkloadRole;

/// The roles that kura makes, and that a `ServiceAccount` names.
fn roles(scope: Scope<'_>) -> Vec<WorkloadRole<'_>> {
    let model = scope.model;
    if !model.annotates_roles() || model.project.account_id.is_some() {
        return Vec::new();
    }
    model.workload_roles().into_iter().filter(|role| role.existing().is_none()).collect()
}

/// Asks for the account; `None` where no role needs it.
pub(super) fn variable(scope: Scope<'_>) -> Option<String> {
    (!roles(scope).is_empty()).then(|| format!("account={ASKED}"))
}

/// The `patches` of the overlay, as words of the shell: the ARN of each role.
pub(super) fn patches(scope: Scope<'_>) -> Vec<String> {
    let patch = |role: WorkloadRole<'_>| {
        let target = json!([{ "target": { "kind": "ServiceAccount", "name": role.service_account } }]);
        let fixed = [
            "  patch: |-",
            "    - op: replace",
            "      path: /metadata/annotations/eks.amazonaws.com~1role-arn",
        ];
        let arn = scope.model.role_arn(&role, "$account");
        let fixed = fixed.iter().map(|line| shell::quote(line));
        words(target).into_iter().chain(fixed).chain([format!("\"      value: {arn}\"")]).collect::<Vec<_>>()
    };
    roles(scope).into_iter().flat_map(patch).collect()
}
