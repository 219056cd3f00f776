//! Rules about ingresses and their load balancers.

mod ambiguous_port;
mod annotation_instead_of_key;
mod certificate_outside_region;
mod conflicting_alias_records;
mod conflicting_ingress_class;
mod conflicting_routes;
mod host_outside_zone;
mod host_without_record;
mod ingress_without_route;
mod ingress_without_tls;
mod instance_target_without_node_port;
mod issuer_without_cert_manager;
mod key_of_other_class;
mod load_balancer_in_one_zone;
mod probe_out_of_reach;
mod route_over_udp;
mod route_to_service_without_port;
mod route_twice;
mod route_without_http_probe;
mod unequal_ingress_group;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    ambiguous_port::RULE,
    annotation_instead_of_key::RULE,
    certificate_outside_region::RULE,
    conflicting_alias_records::RULE,
    conflicting_ingress_class::RULE,
    conflicting_routes::RULE,
    host_outside_zone::RULE,
    host_without_record::RULE,
    ingress_without_route::RULE,
    ingress_without_tls::RULE,
    instance_target_without_node_port::RULE,
    issuer_without_cert_manager::RULE,
    key_of_other_class::RULE,
    load_balancer_in_one_zone::RULE,
    probe_out_of_reach::RULE,
    route_over_udp::RULE,
    route_to_service_without_port::RULE,
    route_twice::RULE,
    route_without_http_probe::RULE,
    unequal_ingress_group::RULE,
];
