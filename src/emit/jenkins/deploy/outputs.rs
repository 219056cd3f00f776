//! What only Terraform knows once it has applied: it reaches pods through a ConfigMap.

use std::collections::BTreeSet;

use super::services;
use crate::emit::jenkins::scope::Scope;
use crate::emit::jenkins::{credentials, retry};
use crate::lang::groovy::{Node, comment, sh};
use crate::lang::shell;
use crate::model::{EnvVar, Service};

/// The ConfigMap that containers read outputs from.
const CONFIG_MAP: &str = "terraform-outputs";

/// Reads outputs and writes them into the ConfigMap; `None`: no container asks for one.
pub(super) fn step(scope: Scope<'_>) -> Option<Vec<Node>> {
    let outputs = outputs(scope);
    if outputs.is_empty() {
        return None;
    }
    let terraform = terraform(scope);
    let init = sh(&format!("{terraform} init -input=false"));
    let mut lines =
        vec![shell::join(["kubectl", "create", "configmap", CONFIG_MAP, &namespace(scope)]) + " \\"];
    for output in outputs {
        lines.push(format!("    --from-literal=\"{output}=$({terraform} output -raw {output})\" \\"));
    }
    lines.push("    --dry-run=client --output=yaml | kubectl apply --filename=-".to_owned());
    let why = comment("What Terraform alone knows; pods read it from the ConfigMap `terraform-outputs`.");
    Some([vec![why], credentials::with_aws(scope, vec![retry([init]), sh(&lines.join("\n"))])].concat())
}

/// The `patches` of the overlay: what stands in manifests as `set-by-pipeline`.
pub(super) fn patches(_: Scope<'_>) -> Vec<String> {
    Vec::new()
}

/// The outputs that the services of this pipeline read.
fn outputs(scope: Scope<'_>) -> BTreeSet<&str> {
    let containers = services(scope).flat_map(Service::containers);
    let values = containers.flat_map(|container| container.env.values());
    values
        .filter_map(|value| match value {
            EnvVar::TerraformOutput(name) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}

fn terraform(scope: Scope<'_>) -> String {
    shell::join(["terraform", &format!("-chdir={}", scope.model.outputs.terraform)])
}

fn namespace(scope: Scope<'_>) -> String {
    format!("--namespace={}", scope.model.kubernetes.namespace)
}
