//! What the stages that run on a host work on.

use crate::model::{Host, Model, Pipeline, Stage, StageKind};

/// Whether a stage asks for the cluster with the host's role.
pub(super) fn works_on_cluster(model: &Model, host: &Host) -> bool {
    let with_own_login = model.jenkins.as_ref().is_some_and(|jenkins| jenkins.kube.is_some());
    let deploys = !with_own_login && with_role(model, host).any(|(_, stage)| deploys(stage));
    // What an own script does with these tools nobody but its author knows.
    let scripts = model.stages_on(host).any(|(_, stage)| matches!(stage.kind, StageKind::Own(_)))
        && has_tool(host, &["eksctl", "helm", "kubectl"]);
    model.cluster.is_some() && (deploys || scripts)
}

pub(super) fn deploys(stage: &Stage) -> bool {
    let beside = matches!(stage.kind, StageKind::Addons | StageKind::Migrate | StageKind::AfterDeploy);
    beside || stage.kind.rolls_out()
}

/// Whether a stage points the hosts of ingresses to their load balancers with the host's role.
pub(super) fn points_hosts(model: &Model, host: &Host) -> bool {
    with_role(model, host).any(|(_, stage)| stage.kind.rolls_out())
}

/// The stages on a host whose steps have no AWS credentials of their own.
pub(super) fn with_role<'m>(
    model: &'m Model,
    host: &Host,
) -> impl Iterator<Item = (&'m Pipeline, &'m Stage)> {
    let own = model.jenkins.as_ref().is_some_and(|jenkins| jenkins.aws.is_some());
    model.stages_on(host).filter(move |_| !own)
}

/// Whether a host has one of these tools.
pub(super) fn has_tool(host: &Host, tools: &[&str]) -> bool {
    host.tools.iter().any(|tool| tools.contains(&tool.as_str()))
}
