//! The stage that installs and upgrades Helm charts.

use serde_json::Value;

use super::access;
use super::print::{print, words};
use super::scope::{SCRATCH, Scope};
use super::stage::{self, Body};
use crate::emit::terraform::helm_role;
use crate::lang::groovy::{Node, retry, sh};
use crate::lang::shell;
use crate::model::{Addon, AddonKind, Chart, Stage};

/// How long a chart may take until what it installs is ready.
const TIMEOUT: &str = "10m";

/// The stage `Add-ons`.
pub(super) fn stage(scope: Scope<'_>, stage: &Stage) -> Node {
    let charts = scope.model.addons.values().filter_map(|addon| match &addon.kind {
        AddonKind::Chart(chart) => Some((addon, chart)),
        AddonKind::Eks => None,
    });
    let mut work = Vec::from_iter(access::log_in(scope));
    let charts: Vec<_> = charts.collect();
    if charts.iter().any(|(addon, _)| has_values(addon)) {
        work.push(sh(&format!("mkdir -p {SCRATCH}")));
    }
    for (addon, chart) in charts {
        work.extend(has_values(addon).then(|| sh(&values(addon))));
        // Installing a chart again changes nothing.
        work.push(retry([sh(&install(scope, addon, chart))]));
    }
    let clean_up = vec![SCRATCH.to_owned()]
        .into_iter()
        .chain(access::writes_kubeconfig(scope).then(|| "\"$KUBECONFIG\"".to_owned()));
    let clean_up = format!("rm -rf {}", clean_up.collect::<Vec<_>>().join(" "));
    let body = Body {
        title: stage.title.clone(),
        agent: Some(stage.agent.clone()),
        environment: access::environment(scope),
        steps: scope.in_directory(access::with_cluster(scope, work)),
        post: vec![("cleanup", scope.in_directory(vec![sh(&clean_up)]))],
        ..Body::default()
    };
    stage::node(scope, stage, body)
}

fn has_values(addon: &Addon) -> bool {
    addon.values.as_object().is_some_and(|values| !values.is_empty())
}

fn values_file(addon: &Addon) -> String {
    format!("{SCRATCH}/{}.yaml", addon.name)
}

fn values(addon: &Addon) -> String {
    let values: Value = addon.values.clone();
    print(&words(values), &format!("> {}", shell::quote(&values_file(addon))))
}

/// Source: <https://helm.sh/docs/helm/helm_upgrade/>
fn install(scope: Scope<'_>, addon: &Addon, chart: &Chart) -> String {
    // A chart in an OCI registry is named by its whole address.
    let source = match chart.repository.strip_prefix("oci://") {
        Some(_) => vec![format!("{}/{}", chart.repository.trim_end_matches('/'), chart.chart)],
        None => vec![chart.chart.clone(), "--repo".to_owned(), chart.repository.clone()],
    };
    let mut lines = vec![
        format!("helm upgrade --install {} {}", shell::quote(&addon.name), shell::join(source)),
        format!(
            "    --version {} --namespace {} --create-namespace",
            shell::quote(&chart.version),
            shell::quote(&chart.namespace)
        ),
    ];
    if has_values(addon) {
        lines.push(format!("    --values {}", shell::quote(&values_file(addon))));
    }
    let (before, option) = helm_role(scope.model, &addon.name).unzip();
    lines.extend(option.map(|option| format!("    {option}")));
    lines.push(format!("    --wait --timeout {TIMEOUT}"));
    before.into_iter().chain([lines.join(" \\\n")]).collect::<Vec<_>>().join("\n")
}
