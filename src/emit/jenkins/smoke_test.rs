//! The stage that asks for public pages after the rollout.

use super::scope::Scope;
use super::stage::{self, Body};
use crate::emit::jenkins::sh;
use crate::lang::groovy::Node;
use crate::lang::shell;
use crate::model::Stage;

/// The stage `Smoke test`: a load balancer may need a minute until it sends requests to new pods.
pub(super) fn stage(scope: Scope<'_>, stage: &Stage, pages: &[String]) -> Node {
    let steps = pages.iter().map(|page| {
        let options = "curl --fail --silent --show-error --location --output /dev/null";
        let retries = "--max-time 30 --retry 12 --retry-delay 10 --retry-all-errors";
        sh(&format!("{options} \\\n    {retries} \\\n    {}", shell::quote(page)))
    });
    let body = Body {
        title: stage.title().to_owned(),
        agent: Some(stage.agent.clone()),
        steps: steps.collect(),
        ..Body::default()
    };
    stage::node(scope, stage, body)
}
