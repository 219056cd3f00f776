//! `scripts/` beside the module: what Terraform leaves to Helm and kubectl.

use serde_json::Value as Json;

use super::super::file::HEADER;
use super::addons;
use crate::lang::shell;
use crate::model::{Addon, AddonKind, Chart, Cluster, Model};

/// The scripts for a cluster that kura makes: their names, and what they say.
pub(super) fn all(model: &Model, cluster: &Cluster) -> Vec<(&'static str, String)> {
    let mut scripts = vec![("remove-load-balancers.sh", remove_load_balancers(cluster))];
    let charts: Vec<_> = model
        .addons
        .values()
        .filter_map(|addon| match &addon.kind {
            AddonKind::Chart(chart) => Some(release(model, addon, chart)),
            AddonKind::Eks => None,
        })
        .collect();
    if !charts.is_empty() {
        scripts.push(("install-charts.sh", install_charts(cluster, &charts)));
    }
    scripts
}

fn install_charts(cluster: &Cluster, releases: &[String]) -> String {
    let says = "Installs the charts of [cluster.addons] in their pinned versions, or upgrades to them; again is no harm.\n\
                # Needs helm, the AWS CLI, and credentials with an access entry of the cluster (cluster.admins).";
    start(cluster, says) + &releases.join("")
}

/// A load balancer holds network interfaces in the subnets, which nobody but its controller removes.
fn remove_load_balancers(cluster: &Cluster) -> String {
    let says = "Removes every Ingress and every Service of type LoadBalancer, and with them the load balancers in AWS.\n\
                # Run it before `terraform destroy`: Terraform knows nothing of them, and they would block the VPC.\n\
                # Needs kubectl, the AWS CLI, and credentials with an access entry of the cluster (cluster.admins).";
    // A cluster's name has no character with a meaning in a shell.
    let name = &cluster.name;
    let ask = format!(
        r#"if [ "${{1:-}}" != --yes ]; then
  read -r -p "Remove all load balancers of the cluster {name}? Type yes: " answer
  [ "$answer" = yes ] || exit 1
fi

"#
    );
    let remove = r#"# Each is gone only once its load balancer is: the controller's finalizer sees to that.
kubectl delete ingress --all --all-namespaces --timeout=10m
balanced='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace} {.metadata.name}{"\n"}{end}'
kubectl get services --all-namespaces --output "jsonpath=$balanced" |
  while read -r namespace service; do
    kubectl delete service "$service" --namespace "$namespace" --timeout=10m </dev/null
  done
"#;
    start(cluster, says) + &ask + remove
}

/// The head of a script that speaks with the cluster, and leaves the user's own kubeconfig alone.
fn start(cluster: &Cluster, says: &str) -> String {
    let connect = shell::join([
        "aws",
        "eks",
        "update-kubeconfig",
        "--name",
        &cluster.name,
        "--region",
        &cluster.region,
    ]);
    format!(
        "#!/usr/bin/env bash\n# {HEADER}\n#\n# {says}\nset -euo pipefail\n\n\
         KUBECONFIG=$(mktemp)\nexport KUBECONFIG\ntrap 'rm -f \"$KUBECONFIG\"' EXIT\n{connect}\n\n"
    )
}

/// One chart, with its values on standard input.
fn release(model: &Model, addon: &Addon, chart: &Chart) -> String {
    let oci = format!("{}/{}", chart.repository, chart.chart);
    let found = if chart.repository.starts_with("oci://") {
        shell::join([&oci])
    } else {
        shell::join([&chart.chart, "--repo", &chart.repository])
    };
    let install = shell::join(["helm", "upgrade", "--install", &addon.name]);
    let pin =
        shell::join(["--version", &chart.version, "--namespace", &chart.namespace, "--create-namespace"]);
    let (lines, option) = addons::helm_role(model, &addon.name).unzip();
    let lines = lines.map_or_else(String::new, |lines| format!("{lines}\n"));
    let option = option.map_or_else(String::new, |option| format!(" \\\n  {option}"));
    let values = values(&addon.values);
    format!(
        "{lines}{install} {found} \\\n  {pin} \\\n  --wait --timeout 10m{option} \\\n  \
         --values - <<'VALUES'\n{values}\nVALUES\n\n"
    )
}

/// JSON is YAML too; of its lines none can be the word that ends them.
fn values(values: &Json) -> String {
    format!("{values:#}")
}
