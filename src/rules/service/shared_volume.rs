//! A volume of one node cannot be mounted by pods on several.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>

use super::super::{Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::Model;

pub(in crate::rules) const RULE: Rule = Rule {
    name: "shared-volume",
    severity: Severity::Error,
    summary: "several replicas of a Deployment mount one volume that only one node may mount",
    check,
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    for service in model.services.values().filter(|service| service.replicas.value > 1) {
        for volume in service.volumes.values().filter(|volume| volume.is_for_one_node()) {
            findings
                .at(
                    service.replicas.span,
                    format!("{} replicas of `{}` share one volume", service.replicas, service.key),
                )
                .label("pods on another node would never start")
                .related(volume.span, format!("`{}` may be mounted by one node only", volume.name))
                .help("set `replicas = 1`, or `access_mode = \"ReadWriteMany\"` with a class that can do it");
        }
    }
}
