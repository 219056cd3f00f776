//! `[jenkins.stages]`: built-in stages, and those of your own.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Bool, EnvValue, Int, List, Text};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Later, Reader, Value};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::ProjectPath;

table! {
    /// `[jenkins.stages.<name>]`: a built-in stage, or one of your own.
    pub struct Stage exclusive ["sh", "groovy"] ["after", "before"] {
        /// A name in `[jenkins.agents]`.
        agent: Option<Text> = "by its tools", r#""docker""#;
        /// Limit in minutes.
        timeout_minutes: Option<Int> = "", "15";
        /// Tries of idempotent steps.
        retry: Option<Int> = "0", "2";
        /// Only on this branch; needs a multibranch job.
        when_branch: Option<Text> = "every branch; of `addons`, `migrate`, `after_deploy` and `smoke_test` that of `deploy`, of `image_scan` and `push` that of `build`", r#""main""#;
        /// `sonarqube`: the server's name in Jenkins.
        server: Option<Text> = "", r#""sonar""#;
        /// `sonarqube`: the scanner's name in Jenkins.
        scanner: Option<Text> = "", r#""sonar-scanner""#;
        /// `sonarqube`: key of the project.
        project_key: Option<Text> = "the project's name", r#""shop""#;
        /// `sonarqube`: a secret.
        credentials: Option<Text> = "", r#""sonar""#;
        /// `sonarqube`: what a failed gate does.
        quality_gate: Option<Spanned<QualityGate>> = "`abort`", r#""report""#;
        /// `dependency_check`: name of the installation in Jenkins.
        installation: Option<Text> = "", r#""DP-Check""#;
        /// `dependency_check`: more arguments.
        arguments: Option<Text> = "", r#""--scan .""#;
        /// Scans: what counts.
        severity: Option<Text> = "`HIGH,CRITICAL`", r#""CRITICAL""#;
        /// Scans: whether a finding fails the build.
        fail: Option<Bool> = "true", "false";
        /// `terraform`: what it does.
        action: Option<Spanned<TerraformAction>> = "", r#""apply""#;
        /// `terraform`: whether a person approves; `deploy`: environments a person approves.
        approve: Option<Spanned<Approve>> = "`terraform`: true, `deploy`: nobody", "false";
        /// `build`: skip images whose context did not change since the registry got one.
        only_changed: Option<Bool> = "true with `git_commit`, else false", "true";
        /// `deploy`: how the image's digest reaches the cluster.
        method: Option<Spanned<DeployMethod>> = "`kustomize`", r#""git_commit""#;
        /// `deploy`: in which order.
        environments: Later<List<Text>> = "", r#"["staging", "prod"]"#;
        /// Wherever a person is asked: how long they may take.
        approve_timeout_minutes: Option<Int> = "60", "30";
        /// `deploy`: how long a rollout may take.
        rollout_timeout_minutes: Option<Int> = "what the startup probes allow, 11 at least", "15";
        /// `deploy`: undo a failed rollout.
        rollback: Option<Bool> = "false", "true";
        /// `deploy`: delete objects that kura.toml no longer asks for, after it has listed them; never volumes.
        prune: Option<Bool> = "false", "true";
        /// `smoke_test`: the address.
        url: Option<Text> = "each public ingress host", r#""https://shop.example.com""#;
        /// Own stages: after which stage.
        after: Option<Text> = "", r#""push""#;
        /// Own stages: before which stage.
        before: Option<Text> = "", r#""deploy""#;
        /// Own stages: shell lines, one script.
        sh: Option<Text> = "", r#""make e2e""#;
        /// Own stages: verbatim steps.
        groovy: Option<Text> = "", r#""echo 'hi'""#;
        /// Folder it runs in.
        dir: Option<Spanned<ProjectPath>> = "`.`", r#""frontend""#;
        /// Own stages: variables; secrets are bound here, under this name.
        environment: Named<EnvValue> = "{}", r#"{ TOKEN = { secret = "github" } }"#;
        /// Own stages: what the script needs, which picks the agent.
        tools: Option<List<Text>> = "[]", r#"["node"]"#;
        /// Own stages: a question to answer first.
        input: Option<Text> = "", r#""Deploy?""#;
    }
}

choice! {
    /// What a failed quality gate does.
    pub enum QualityGate {
        /// The build fails.
        Abort = "abort",
        /// The build goes on.
        Report = "report",
        /// It is not asked.
        None = "none",
    }
}

choice! {
    /// What the `terraform` stage does.
    pub enum TerraformAction {
        /// Plans.
        Plan = "plan",
        /// Plans and applies.
        Apply = "apply",
        /// A person chooses plan, apply or destroy.
        Parameter = "parameter",
    }
}

choice! {
    /// How the image's digest reaches the cluster.
    pub enum DeployMethod {
        /// `kubectl apply -k`.
        Kustomize = "kustomize",
        /// `kubectl set image --local`, piped into apply.
        SetImage = "set_image",
        /// A commit, for Argo CD or Flux to apply.
        GitCommit = "git_commit",
    }
}

/// What a person approves: everything, nothing, or a list of environments.
#[derive(Debug, Clone)]
pub enum Approve {
    /// Everything or nothing.
    Plain(bool),
    /// These environments.
    Environments(List<Text>),
}

impl Decode for Approve {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Boolean(on) => Some(Self::Plain(*on)),
            _ => Decode::decode(value, reader).map(Self::Environments),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "boolean" }, List::<Text>::schema()] })
    }
}
