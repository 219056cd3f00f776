//! What only Terraform knows once it has applied: it reaches pods through a ConfigMap.

use std::collections::BTreeSet;

use serde_json::json;

use crate::emit::jenkins::print::words;
use crate::emit::jenkins::scope::{SCRATCH, Scope};
use crate::emit::jenkins::workload::pods;
use crate::lang::groovy::{Node, comment, retry, sh};
use crate::lang::shell;
use crate::model::{Database, EnvVar, Pod, StoredSecret};
use crate::tables::addons;

/// The ConfigMap that containers read outputs from.
const CONFIG_MAP: &str = "terraform-outputs";

/// Makes the outputs readable; `None`: this stage reads none.
///
/// `config_map` says whether it writes the ConfigMap too.
pub(in crate::emit::jenkins) fn init(scope: Scope<'_>, config_map: bool) -> Option<Node> {
    let reads = databases(scope).next().is_some() || (config_map && !outputs(scope).is_empty());
    reads.then(|| retry([sh(&format!("{} init -input=false", terraform(scope)))]))
}

/// Reads outputs and writes them into the ConfigMap; `None`: no container asks for one.
pub(super) fn step(scope: Scope<'_>) -> Option<Vec<Node>> {
    let outputs = outputs(scope);
    if outputs.is_empty() {
        return None;
    }
    let terraform = terraform(scope);
    let why = comment("What Terraform alone knows; pods read it from the ConfigMap `terraform-outputs`.");
    // A command that fails inside of an argument would be overlooked: values come first.
    let mut lines = Vec::new();
    let create = shell::join(["kubectl", "create", "configmap", CONFIG_MAP, &namespace(scope)]);
    let mut create = vec![create];
    for output in outputs {
        let name = output.replace('-', "_");
        lines.push(format!("{name}=$({terraform} output -raw {output})"));
        create.push(format!("    --from-literal=\"{output}=${name}\""));
    }
    create.push(format!("    --dry-run=client --output=yaml > {SCRATCH}/{CONFIG_MAP}.yaml"));
    lines.push(format!("mkdir -p {SCRATCH}"));
    lines.push(create.join(" \\\n"));
    lines.push(format!("kubectl apply --filename={SCRATCH}/{CONFIG_MAP}.yaml"));
    Some(vec![why, sh(&lines.join("\n"))])
}

/// The databases whose password an add-on reads, and what Secrets Manager calls it only Terraform knows.
fn databases(scope: Scope<'_>) -> impl Iterator<Item = &Database> {
    let stored = scope.model.stored_secrets();
    let has_addon = addons::SECRET_FILLERS.iter().any(|name| scope.model.has_addon(name));
    scope.model.databases.values().filter(move |database| {
        let here = |stored: &StoredSecret| stored.remote.is_none() && stored.name == database.name.value;
        has_addon && stored.iter().any(here)
    })
}

/// A variable for each ARN that the overlay puts into a manifest.
pub(super) fn variables(scope: Scope<'_>) -> Vec<String> {
    let terraform = terraform(scope);
    let lines = databases(scope).map(|database| {
        let output = database.secret_output();
        format!("{}=$({terraform} output -raw {output})", variable(database))
    });
    lines.collect()
}

/// Terraform takes hyphens in names, the shell does not.
fn variable(database: &Database) -> String {
    database.secret_output().replace('-', "_")
}

/// The `patches` of the overlay, as words of the shell: ARNs that stand in manifests as `set-by-pipeline`.
pub(super) fn patches(scope: Scope<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for database in databases(scope) {
        let external = scope.model.has_addon("external-secrets");
        let kind = if external { "ExternalSecret" } else { "SecretProviderClass" };
        lines.extend(words(json!([{ "target": { "kind": kind, "name": database.name.value } }])));
        let fixed: &[&str] = if external {
            &["  patch: |-", "    - op: replace", "      path: /spec/data/0/remoteRef/key"]
        } else {
            &[
                "  patch: |-",
                "    - op: replace",
                "      path: /spec/parameters/objects",
                "      value: |",
                "        - objectType: secretsmanager",
                "          jmesPath:",
                "          - path: '\"password\"'",
                "            objectAlias: password",
            ]
        };
        lines.extend(fixed.iter().map(|line| shell::quote(line)));
        let key = if external { "      value:" } else { "          objectName:" };
        lines.push(format!("\"{key} ${}\"", variable(database)));
    }
    lines
}

/// The outputs that the pods of this pipeline read.
fn outputs(scope: Scope<'_>) -> BTreeSet<&str> {
    let values = pods(scope).flat_map(Pod::containers).flat_map(|container| container.env.values());
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
