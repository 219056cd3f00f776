//! The jobs of the pipelines, in the language of the plugin [job-dsl](https://jenkinsci.github.io/job-dsl-plugin/).

use crate::lang::groovy::{self, Node, block, call, line, list, literal};
use crate::model::{Git, Jenkins, Model, Parameter, ParameterValue, Pipeline};
use crate::read::config::JobKind;

/// How often a multibranch job looks for branches, beside what pushes tell it.
const SCAN: &str = "15m";

/// A script for each pipeline; none where the address of the repository is not known, and a person makes the job.
pub(super) fn scripts(model: &Model) -> Vec<String> {
    let jobs = model.jenkins.iter().flat_map(|jenkins| {
        let url = jenkins.git.url.as_deref();
        jenkins.pipelines.iter().filter_map(move |pipeline| {
            let job = Job { jenkins, pipeline, url: url?, name: name(model, pipeline) };
            Some(groovy::print(&[job.node()]))
        })
    });
    jobs.collect()
}

/// The project's name, and of several pipelines the pipeline's.
fn name(model: &Model, pipeline: &Pipeline) -> String {
    let project = &model.project.name;
    pipeline.key.as_ref().map_or_else(|| project.value.clone(), |key| format!("{project}-{key}"))
}

struct Job<'m> {
    jenkins: &'m Jenkins,
    pipeline: &'m Pipeline,
    url: &'m str,
    name: String,
}

impl Job<'_> {
    fn node(&self) -> Node {
        match self.jenkins.job {
            JobKind::Pipeline => self.of_one_branch(),
            JobKind::Multibranch => self.multibranch(),
        }
    }

    fn git(&self) -> &Git {
        &self.jenkins.git
    }

    /// Triggers and parameters are those of the Jenkinsfile, which only speaks once a build has run: Jenkins would
    /// forget them whenever it starts, and never start the first build.
    fn of_one_branch(&self) -> Node {
        let mut remote = vec![line(call("url", [literal(self.url)]))];
        remote.extend(self.git().credentials.iter().map(|id| line(call("credentials", [literal(id)]))));
        let git = [block("remote", remote), line(call("branch", [literal(self.git().checked_out())]))];
        let definition = [
            block("scm", [block("git", git)]),
            line(call("scriptPath", [literal(&self.script_path())])),
            line(call("lightweight", [true])),
        ];
        let mut children = Vec::from_iter(self.triggers());
        children.extend(self.parameters());
        children.push(block("definition", [block("cpsScm", definition)]));
        block(call("pipelineJob", [literal(&self.name)]), children)
    }

    fn triggers(&self) -> Option<Node> {
        let triggers = &self.pipeline.triggers;
        let mut lines = Vec::new();
        lines.extend(triggers.cron.as_ref().map(|text| block("cron", [line(call("spec", [literal(text)]))])));
        lines.extend(
            triggers
                .poll_scm
                .as_ref()
                .map(|text| block("pollSCM", [line(call("scmpoll_spec", [literal(text)]))])),
        );
        lines.extend(triggers.github_push.then(|| line("githubPush()")));
        let triggers = (!lines.is_empty()).then(|| block("triggers", lines))?;
        Some(block("properties", [block("pipelineTriggers", [triggers])]))
    }

    fn parameters(&self) -> Option<Node> {
        let parameters: Vec<_> = self.pipeline.parameters.iter().map(parameter).collect();
        (!parameters.is_empty()).then(|| block("parameters", parameters))
    }

    /// Each branch that has the Jenkinsfile becomes a job; the id keeps them when the address changes.
    fn multibranch(&self) -> Node {
        let mut source =
            vec![line(call("id", [literal(&self.name)])), line(call("remote", [literal(self.url)]))];
        source.extend(self.git().credentials.iter().map(|id| line(call("credentialsId", [literal(id)]))));
        let script = line(call("scriptPath", [literal(&self.script_path())]));
        let scan = block("periodicFolderTrigger", [line(call("interval", [literal(SCAN)]))]);
        let children = [
            block("branchSources", [block("git", source)]),
            block("factory", [block("workflowBranchProjectFactory", [script])]),
            block("triggers", [scan]),
        ];
        block(call("multibranchPipelineJob", [literal(&self.name)]), children)
    }

    fn script_path(&self) -> String {
        self.jenkins.directory.join(&self.pipeline.jenkinsfile.value).to_string()
    }
}

fn parameter(parameter: &Parameter) -> Node {
    let (kind, value) = match &parameter.value {
        ParameterValue::Text(text) => ("stringParam", literal(text)),
        ParameterValue::Switch(on) => ("booleanParam", (*on).into()),
        ParameterValue::Choice(choices) => {
            ("choiceParam", list(choices.iter().map(|choice| literal(choice))))
        }
    };
    let description = parameter.description.as_ref().map(|text| literal(text));
    line(call(kind, [literal(&parameter.name), value].into_iter().chain(description)))
}
