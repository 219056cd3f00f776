//! Which stages run on a host.

use super::{AgentLabel, Host, Pipeline, Stage};
use crate::model::Model;

impl Model {
    /// The stages that run on a host, each with its pipeline; on the controller those that run anywhere, for without any
    /// agent there is nowhere else.
    pub fn stages_on(&self, host: &Host) -> impl Iterator<Item = (&Pipeline, &Stage)> {
        let agent = self.jenkins_hosts.as_ref().and_then(|hosts| hosts.agents.get(&host.key.value));
        let label = agent.map_or(AgentLabel::Any, |agent| AgentLabel::Label(agent.label.clone()));
        let pipelines = self.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines);
        let stages = pipelines.flat_map(|pipeline| pipeline.all_stages().map(move |stage| (pipeline, stage)));
        stages.filter(move |(_, stage)| stage.agent == label)
    }
}
