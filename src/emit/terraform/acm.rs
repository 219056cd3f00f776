//! `acm.tf`: a certificate for each host, and the records that show ACM whose the host is.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate_validation>

use std::collections::{BTreeMap, BTreeSet};

use super::header;
use crate::lang::hcl::{Block, Body, Expression, call, list, object, reference};
use crate::model::Model;

/// The certificates of all hosts; `None` where none is made.
///
/// One for each host, because a certificate cannot be changed, and one that a load balancer uses cannot be deleted.
pub(super) fn body(model: &Model) -> Option<Body> {
    let made = model.ingresses.values().filter(|ingress| ingress.makes_certificates());
    let made = made.filter_map(|ingress| Some((ingress, ingress.zone()?)));
    let hosts: BTreeMap<&str, &str> =
        made.flat_map(|(ingress, zone)| ingress.hosts().map(|host| (host, zone.as_str()))).collect();
    if hosts.is_empty() {
        return None;
    }
    let body = header()
        .comment("ingresses.*.tls: the load balancer controller finds each certificate by its host.")
        .blank()
        .block(certificates(&hosts))
        .block(zones(hosts.values().copied()))
        .block(validation_records(&hosts))
        .block(validations());
    Some(body)
}

fn certificates(hosts: &BTreeMap<&str, &str>) -> Block {
    let host = reference("each.key");
    // ACM takes no `*` in a tag: <https://docs.aws.amazon.com/acm/latest/APIReference/API_Tag.html>
    let wildcard = hosts.keys().any(|host| host.starts_with("*."));
    let name = if wildcard { call("trimprefix", [host, "*.".into()]) } else { host };
    let lifecycle = Block::new("lifecycle", &[])
        .comment("The listener lets go of a certificate only once it has another.")
        .attribute("create_before_destroy", true);
    Block::new("resource", &["aws_acm_certificate", "hosts"])
        .attribute("for_each", call("toset", [list(hosts.keys().copied())]))
        .attribute("domain_name", reference("each.key"))
        .attribute("validation_method", "DNS")
        .attribute("tags", object([("Name", name)]))
        .block(lifecycle)
}

/// The zones by name: who owns the domain has them before anything is applied.
pub(super) fn zones<'a>(zones: impl IntoIterator<Item = &'a str>) -> Block {
    let zones: BTreeSet<_> = zones.into_iter().collect();
    Block::new("data", &["aws_route53_zone", "hosts"])
        .attribute("for_each", call("toset", [list(zones)]))
        .attribute("name", reference("each.key"))
        .attribute("private_zone", false)
}

/// What has to be in a zone while a certificate is to be valid, by domain: the one of `*.a.b` is that of `a.b`.
///
/// The keys are known before the first apply, as `for_each` wants it; what the record is called is known after it.
fn validation_records(hosts: &BTreeMap<&str, &str>) -> Block {
    let records: BTreeMap<&str, Expression> = hosts
        .iter()
        .map(|(host, zone)| {
            let entry = object([("host", Expression::from(*host)), ("zone", (*zone).into())]);
            (host.strip_prefix("*.").unwrap_or(host), entry)
        })
        .collect();
    let told = |attribute: &str| {
        let options = "aws_acm_certificate.hosts[each.value.host].domain_validation_options";
        call("one", [reference(&format!("{options}[*].{attribute}"))])
    };
    Block::new("resource", &["aws_route53_record", "validation"])
        .comment("By domain: ACM validates `*.example.com` by the record of `example.com`.")
        .attribute("for_each", object(records))
        .attribute("zone_id", reference("data.aws_route53_zone.hosts[each.value.zone].zone_id"))
        .attribute("name", told("resource_record_name"))
        .attribute("type", told("resource_record_type"))
        .attribute("ttl", 300)
        .attribute("records", list([told("resource_record_value")]))
        .blank()
        .comment("All certificates of a domain in one account have this very record.")
        .attribute("allow_overwrite", true)
}

fn validations() -> Block {
    Block::new("resource", &["aws_acm_certificate_validation", "hosts"])
        .comment(
            "Waits until ACM has issued the certificate, so that an ingress that is deployed next finds it.",
        )
        .attribute("for_each", reference("aws_acm_certificate.hosts"))
        .attribute("certificate_arn", reference("each.value.arn"))
        .attribute("depends_on", list([reference("aws_route53_record.validation")]))
}
