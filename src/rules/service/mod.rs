//! Rules about workloads.

mod autoscaling_range;
mod autoscaling_without_requests;
mod bound_to_localhost;
mod claim_name_twice;
mod command_on_other_port;
mod data_without_volume;
mod default_namespace;
mod disruption_budget_stuck;
mod headers_without_http;
mod headless_with_service_port;
mod invalid_manifest;
mod labels_without_namespace;
mod language_key_in_open_map;
mod load_balancer_without_scheme;
mod localhost_of_another;
mod max_unavailable_too_high;
mod misspelled_service;
mod mount_path_twice;
mod name_twice;
mod node_port_out_of_range;
mod node_port_twice;
mod node_port_without_node_port_service;
mod permissions_out_of_reach;
mod permissions_without_cluster;
mod pod_security_violation;
mod port_missing;
mod port_twice;
mod privileged_namespace;
mod probe_over_udp;
mod probe_without_kind;
mod probe_without_port;
mod request_above_limit;
mod role_of_two;
mod role_without_account;
mod rolling_update_of_recreate;
mod rolling_update_stuck;
mod root_container;
mod run_of_cron_job;
mod selector_matches_others;
mod service_without_health;
mod shared_volume;
mod single_replica;
mod sqlite_behind_replicas;
mod sqlite_without_volume;
mod strategy_of_stateful_set;
mod system_namespace;
mod too_little_memory;
mod undeclared_use;
mod unknown_capability;
mod unknown_service_port;
mod unknown_user;
mod unused_config_map;
mod volume_held_during_rollout;
mod volume_on_many_nodes;
mod volume_root_as_data;
mod volume_without_size;
mod writable_root_filesystem;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    autoscaling_range::RULE,
    autoscaling_without_requests::RULE,
    bound_to_localhost::RULE,
    claim_name_twice::RULE,
    command_on_other_port::RULE,
    data_without_volume::RULE,
    default_namespace::RULE,
    disruption_budget_stuck::RULE,
    headers_without_http::RULE,
    headless_with_service_port::RULE,
    invalid_manifest::RULE,
    labels_without_namespace::RULE,
    language_key_in_open_map::RULE,
    load_balancer_without_scheme::RULE,
    localhost_of_another::RULE,
    max_unavailable_too_high::RULE,
    misspelled_service::RULE,
    mount_path_twice::RULE,
    name_twice::RULE,
    node_port_out_of_range::RULE,
    node_port_twice::RULE,
    node_port_without_node_port_service::RULE,
    permissions_out_of_reach::RULE,
    permissions_without_cluster::RULE,
    pod_security_violation::RULE,
    port_missing::RULE,
    port_twice::RULE,
    privileged_namespace::RULE,
    probe_over_udp::RULE,
    probe_without_kind::RULE,
    probe_without_port::RULE,
    request_above_limit::RULE,
    role_of_two::RULE,
    role_without_account::RULE,
    rolling_update_of_recreate::RULE,
    rolling_update_stuck::RULE,
    root_container::RULE,
    run_of_cron_job::RULE,
    selector_matches_others::RULE,
    service_without_health::RULE,
    shared_volume::RULE,
    single_replica::RULE,
    sqlite_behind_replicas::RULE,
    sqlite_without_volume::RULE,
    strategy_of_stateful_set::RULE,
    system_namespace::RULE,
    too_little_memory::RULE,
    undeclared_use::RULE,
    unknown_capability::RULE,
    unknown_service_port::RULE,
    unknown_user::RULE,
    unused_config_map::RULE,
    volume_held_during_rollout::RULE,
    volume_on_many_nodes::RULE,
    volume_root_as_data::RULE,
    volume_without_size::RULE,
    writable_root_filesystem::RULE,
];
