//! Rules about the pipeline.

mod agent_label_twice;
mod agent_without_tools;
mod concurrent_deployments;
mod nobody_is_told;
mod notification_without_pipeline;
mod pipeline_without_stages;
mod push_without_login;
mod silent_failure;
mod timeout_too_short;
mod told_twice;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    agent_label_twice::RULE,
    agent_without_tools::RULE,
    concurrent_deployments::RULE,
    nobody_is_told::RULE,
    notification_without_pipeline::RULE,
    pipeline_without_stages::RULE,
    push_without_login::RULE,
    silent_failure::RULE,
    timeout_too_short::RULE,
    told_twice::RULE,
];
