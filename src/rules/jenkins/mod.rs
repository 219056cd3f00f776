//! Rules about the pipeline.

mod agent_label_twice;
mod agent_without_controller;
mod agent_without_tools;
mod builds_on_controller;
mod concurrent_deployments;
mod controller_out_of_reach;
mod credential_lost_at_restart;
mod host_without_way_out;
mod jenkins_open_to_the_world;
mod network_without_hosts;
mod nobody_is_told;
mod notification_without_pipeline;
mod pipeline_without_stages;
mod push_without_login;
mod silent_failure;
mod terraform_without_permissions;
mod timeout_too_short;
mod told_twice;
mod unknown_tool;
mod unusable_user_data;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    agent_label_twice::RULE,
    agent_without_controller::RULE,
    agent_without_tools::RULE,
    builds_on_controller::RULE,
    concurrent_deployments::RULE,
    controller_out_of_reach::RULE,
    credential_lost_at_restart::RULE,
    host_without_way_out::RULE,
    jenkins_open_to_the_world::RULE,
    network_without_hosts::RULE,
    nobody_is_told::RULE,
    notification_without_pipeline::RULE,
    pipeline_without_stages::RULE,
    push_without_login::RULE,
    silent_failure::RULE,
    terraform_without_permissions::RULE,
    timeout_too_short::RULE,
    told_twice::RULE,
    unknown_tool::RULE,
    unusable_user_data::RULE,
];
