//! `flow_logs.tf`: who talks to whom in the VPC.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html>

use super::address::vpc;
use super::iam::{Principal, allow, inline_policy, policy_document, role};
use super::logs::log_group;
use super::{header, tags};
use crate::lang::hcl::{Block, Body, list, reference, template};
use crate::model::{Monitoring, Network};

/// The flow log, the log group it writes to and the role that may.
pub(super) fn body(project: &str, monitoring: &Monitoring, network: &Network) -> Body {
    let name = format!("{project}-flow-logs");
    let flow_log = Block::new("resource", &["aws_flow_log", "main"])
        .attribute("vpc_id", vpc(network, "id"))
        .attribute("traffic_type", "ALL")
        .attribute("log_destination", reference("aws_cloudwatch_log_group.flow_logs.arn"))
        .attribute("iam_role_arn", reference("aws_iam_role.flow_logs.arn"))
        .attribute("tags", tags(&name, []));
    let actions =
        ["CreateLogStream", "DescribeLogStreams", "PutLogEvents"].map(|name| format!("logs:{name}"));
    let group = reference("aws_cloudwatch_log_group.flow_logs.arn");
    let streams = template([group.clone(), ":*".into()]);
    let document = policy_document([allow("WriteFlowLogs", list(actions), list([group, streams]))]);
    header()
        .comment("network.flow_logs: who talked to whom, for the day after an incident.")
        .blank()
        .block(flow_log)
        .block(log_group(monitoring, "flow_logs", &format!("/aws/vpc/{project}/flow-logs")))
        .block(role("flow_logs", &name, &Principal::Service("vpc-flow-logs.amazonaws.com")))
        .block(inline_policy("flow_logs", &name, document))
}
