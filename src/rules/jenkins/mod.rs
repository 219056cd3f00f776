//! Rules about the pipeline.

mod absolute_workspace_path;
mod agent_label_twice;
mod agent_lost_at_restart;
mod agent_without_controller;
mod agent_without_tools;
mod branch_outside_multibranch;
mod builds_on_controller;
mod concurrent_deployments;
mod controller_out_of_reach;
mod credential_lost_at_restart;
mod deployment_without_push;
mod destroying_stage;
mod endless_commits;
mod every_branch_deploys;
mod host_without_way_out;
mod jenkins_open_to_the_world;
mod jenkinsfile_twice;
mod misplaced_key;
mod network_without_hosts;
mod nobody_is_told;
mod notification_without_pipeline;
mod pipeline_without_stages;
mod push_without_login;
mod repeated_change;
mod service_without_pipeline;
mod shared_between_pipelines;
mod silent_failure;
mod stage_title_twice;
mod stage_without_place;
mod stage_without_work;
mod stages_in_a_circle;
mod terraform_without_permissions;
mod timeout_too_short;
mod told_twice;
mod top_level_secret;
mod unguarded_destroy;
mod unknown_tool;
mod unusable_user_data;
mod user_data_too_large;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    absolute_workspace_path::RULE,
    agent_label_twice::RULE,
    agent_lost_at_restart::RULE,
    agent_without_controller::RULE,
    agent_without_tools::RULE,
    branch_outside_multibranch::RULE,
    builds_on_controller::RULE,
    concurrent_deployments::RULE,
    controller_out_of_reach::RULE,
    credential_lost_at_restart::RULE,
    deployment_without_push::RULE,
    destroying_stage::RULE,
    endless_commits::RULE,
    every_branch_deploys::RULE,
    host_without_way_out::RULE,
    jenkins_open_to_the_world::RULE,
    jenkinsfile_twice::RULE,
    misplaced_key::RULE,
    network_without_hosts::RULE,
    nobody_is_told::RULE,
    notification_without_pipeline::RULE,
    pipeline_without_stages::RULE,
    push_without_login::RULE,
    repeated_change::RULE,
    service_without_pipeline::RULE,
    shared_between_pipelines::RULE,
    silent_failure::RULE,
    stage_title_twice::RULE,
    stage_without_place::RULE,
    stage_without_work::RULE,
    stages_in_a_circle::RULE,
    terraform_without_permissions::RULE,
    timeout_too_short::RULE,
    told_twice::RULE,
    top_level_secret::RULE,
    unguarded_destroy::RULE,
    unknown_tool::RULE,
    unusable_user_data::RULE,
    user_data_too_large::RULE,
];
