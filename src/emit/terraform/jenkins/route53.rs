//! What the deploy stage needs to point hosts to load balancers.
//!
//! Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html>

use std::collections::BTreeSet;

use super::super::acm;
use super::super::iam::allow;
use super::stages::points_hosts;
use crate::lang::hcl::{Block, Expression, list, object, reference};
use crate::model::{Host, Hosts, Model};

/// Statements of the role of a host that deploys: alias records of the hosts, and nothing else in their zones.
pub(super) fn statements(model: &Model, host: &Host) -> Vec<Expression> {
    let zones = zones(model);
    if zones.is_empty() || !points_hosts(model, host) {
        return Vec::new();
    }
    let arns = zones.iter().map(|zone| reference(&format!("data.aws_route53_zone.hosts[{zone:?}].arn")));
    let hosts: Vec<_> = model.alias_records().into_keys().map(normalized).collect();
    let names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    let change = object([
        ("Sid", "PointHosts".into()),
        ("Effect", "Allow".into()),
        ("Action", list(["route53:ChangeResourceRecordSets"])),
        ("Resource", list(arns)),
        ("Condition", object([("ForAllValues:StringEquals", object([(names, list(hosts))]))])),
    ]);
    let find = ["elasticloadbalancing:DescribeLoadBalancers", "route53:ListHostedZonesByName"];
    vec![allow("FindLoadBalancersAndZones", list(find), list(["*"])), change]
}

/// The zones by name, where a host needs them.
pub(super) fn data(model: &Model, hosts: &Hosts) -> Option<Block> {
    let zones = zones(model);
    (!zones.is_empty() && hosts.all().any(|host| points_hosts(model, host))).then(|| acm::zones(zones))
}

fn zones(model: &Model) -> BTreeSet<&str> {
    model.alias_records().into_values().map(|(_, zone)| zone.as_str()).collect()
}

/// A host as Route 53 compares it: what is no letter, digit, `-` or `.` is written in octal.
fn normalized(host: &str) -> String {
    host.replace('*', r"\052")
}
