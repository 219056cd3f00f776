//! Points the hosts of ingresses to their load balancers, which the controller makes and Terraform never sees.

use crate::emit::jenkins::scope::Scope;
use crate::lang::groovy::{Node, comment, sh};
use crate::lang::shell;
use crate::model::LOAD_BALANCER_MINUTES;

/// `point INGRESS ZONE HOST`: an alias record at the host, new or changed.
///
/// Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html>
const POINT: &str = r#"point() {
    kubectl wait "ingress/$1" "--namespace=$namespace" --for='jsonpath={.status.loadBalancer.ingress}' "--timeout=${minutes}m"
    balancer=$(kubectl get "ingress/$1" "--namespace=$namespace" --output 'jsonpath={.status.loadBalancer.ingress[0].hostname}')
    query="LoadBalancers[?DNSName=='$balancer'].CanonicalHostedZoneId"
    home=$(aws elbv2 describe-load-balancers --region "$region" --query "$query" --output text)
    query="HostedZones[?Name=='$2.' && !(Config.PrivateZone)].Id"
    zone=$(aws route53 list-hosted-zones-by-name --dns-name "$2" --query "$query" --output text)
    target="{HostedZoneId=$home,DNSName=$balancer,EvaluateTargetHealth=false}"
    record="{Name=$3,Type=A,AliasTarget=$target}"
    changes="Changes=[{Action=UPSERT,ResourceRecordSet=$record}]"
    aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "$changes"
}"#;

/// The steps; none without a zone.
pub(super) fn steps(scope: Scope<'_>) -> Vec<Node> {
    let records = scope.model.alias_records();
    if records.is_empty() {
        return Vec::new();
    }
    let region = scope.model.project.region.as_ref().map_or("", |region| region.as_str());
    let variables = [
        ("namespace", scope.model.kubernetes.namespace.as_str()),
        ("region", region),
        ("minutes", &LOAD_BALANCER_MINUTES.to_string()),
    ];
    let variables = variables.map(|(name, value)| format!("{name}={}", shell::quote(value)));
    let calls = records
        .into_iter()
        .map(|(host, (ingress, zone))| shell::join(["point", ingress.name.as_str(), zone.as_str(), host]));
    let lines: Vec<_> = variables.into_iter().chain([POINT.to_owned()]).chain(calls).collect();
    vec![
        comment("Each host leads to the load balancer of its ingress (ingresses.*.tls.zone)."),
        sh(&lines.join("\n")),
    ]
}
