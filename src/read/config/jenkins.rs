//! `[jenkins]`: the pipeline and its hosts.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Bool, EnvValue, Iam, Int, List, Literal, Network, Text};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Later, Reader, Value};
use crate::read::named::{Map, Named};
use crate::read::switch::Switch;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::{Cidr, Port, ProjectPath};

table! {
    /// `[jenkins]`: the pipeline, and the hosts it runs on.
    pub struct Jenkins {
        /// Kind of the job; `when_branch` needs multibranch.
        job: Later<Spanned<JobKind>> = "`pipeline`", r#""multibranch""#;
        /// Folder of this `kura.toml` in its git repository.
        directory: Option<Spanned<ProjectPath>> = "`.`", r#""apps/shop""#;
        /// Explicit checkout.
        git: Option<Git> = "the job's own checkout", r#"{ url = "https://github.com/acme/shop.git" }"#;
        /// Kind `aws`, or `{ access_key_id, secret_access_key }` of two `text` secrets.
        aws_credentials: Later<AwsCredentials> = "the agent's instance role", r#""aws""#;
        /// Kind `file`: a kubeconfig; kind `text`: a token.
        kube_credentials: Later<Text> = "`aws eks update-kubeconfig`", r#""kubeconfig""#;
        /// Shared libraries.
        libraries: Later<List<Text>> = "[]", r#"["ci@v2"]"#;
        /// `tools` block.
        tool_installations: Later<Map<Text>> = "{}", r#"{ jdk = "jdk21" }"#;
        /// Variables of all stages; secrets only in stages.
        environment: Later<Map<EnvValue>> = "{}", "{ CI = true }";
        /// Limit of a build, in minutes.
        timeout_minutes: Option<Int> = "60, more where rollouts may take longer", "30";
        /// How many builds Jenkins keeps.
        builds_to_keep: Option<Int> = "20", "50";
        /// Whether builds of a branch may overlap.
        concurrent_builds: Option<Bool> = "false", "true";
        /// What starts a build.
        triggers: Later<Triggers> = "", "{ github_push = true }";
        /// Parameters of the build.
        parameters: Later<Map<Parameter>> = "none", r#"{ DEPLOY = { type = "boolean", default = true } }"#;
        /// Extra steps, by Jenkins' conditions.
        post: Later<Map<PostStep>> = "none", r#"{ always = { sh = "docker image prune -f" } }"#;
        /// VPC of the Jenkins hosts, with the keys of `[network]`.
        network: Option<Network> = "`[network]`", r#"{ cidr_block = "10.1.0.0/16" }"#;
        /// Host of the controller.
        controller: Option<Host> = "it exists", r#"{ instance_type = "t3.medium" }"#;
        /// Hosts that run stages.
        agents: Named<Agent> = "any", r#"{ docker = { tools = ["docker"] } }"#;
        /// Built-in and own stages.
        stages: Later<Map<Switch<Stage>>> = "what is needed", "{ image_scan = true }";
        /// Several Jenkinsfiles.
        pipelines: Later<Map<Pipeline>> = "one, with everything", r#"{ web = { jenkinsfile = "web/Jenkinsfile" } }"#;
    }
}

table! {
    /// `[jenkins.git]`: explicit checkout.
    pub struct Git {
        /// Address of the repository.
        url: Option<Text> = "the job's own", r#""https://github.com/acme/shop.git""#;
        /// Branch that is checked out.
        branch: Option<Text> = "the job's own", r#""main""#;
        /// A secret: the checkout's.
        credentials: Option<Text> = "", r#""github""#;
        /// A secret: of pushes.
        push_credentials: Later<Text> = "`credentials`", r#""github""#;
        /// Author of commits.
        user_name: Later<Text> = "`Jenkins`", r#""ci-bot""#;
        /// Author's address.
        user_email: Later<Text> = "", r#""ci@example.com""#;
    }
}

table! {
    /// `aws_credentials` as a table: two `text` secrets.
    pub struct AwsKeys {
        /// A secret: the access key id.
        access_key_id: Text = "", r#""aws_key_id""#;
        /// A secret: the secret access key.
        secret_access_key: Text = "", r#""aws_key""#;
    }
}

table! {
    /// `[jenkins.triggers]`: what starts a build.
    pub struct Triggers {
        /// Cron line of Jenkins'.
        cron: Option<Text> = "", r#""H 2 * * *""#;
        /// Cron line of polling.
        poll_scm: Option<Text> = "", r#""H/5 * * * *""#;
        /// GitHub's webhook.
        github_push: Option<Bool> = "false", "true";
    }
}

table! {
    /// `[jenkins.parameters.<name>]`: a parameter of the build.
    pub struct Parameter {
        /// Its type.
        r#type: Spanned<ParameterType> = "", r#""boolean""#;
        /// Value unless a person chooses another.
        default: Option<Literal> = "", "false";
        /// Values of a choice.
        choices: Option<List<Text>> = "", r#"["staging", "production"]"#;
        /// What a person reads.
        description: Option<Text> = "", r#""Deploy after the build?""#;
    }
}

table! {
    /// `[jenkins.post.<condition>]`: extra steps.
    pub struct PostStep exclusive ["sh", "groovy"] {
        /// Shell lines.
        sh: Option<Text> = "", r#""docker image prune -f""#;
        /// Verbatim steps.
        groovy: Option<Text> = "", r#""archiveArtifacts 'report.xml'""#;
    }
}

table! {
    /// `[jenkins.controller]`: the controller's host.
    pub struct Host {
        /// Name tag of the instance.
        name: Option<Text> = "`<project>-controller`", r#""jenkins""#;
        /// EC2 instance type; without it the host exists already.
        instance_type: Option<Text> = "", r#""t3.medium""#;
        /// Machine image.
        ami: Option<Text> = "Ubuntu LTS", r#""ami-0a1b2c3d""#;
        /// A subnet of the network, or an id.
        subnet: Option<Text> = "private where there is one and `allowed_cidrs` is empty, else public", r#""public_a""#;
        /// Controller: who may reach its port; people log in by SSM Session Manager.
        allowed_cidrs: Option<List<Spanned<Cidr>>> = "[]", r#"["203.0.113.0/24"]"#;
        /// EC2 key pair.
        key_name: Option<Text> = "", r#""agents""#;
        /// GiB, encrypted.
        disk_size: Option<Int> = "30", "50";
        /// Port of the controller.
        port: Option<Spanned<Port>> = "8080", "8080";
        /// Controller: more plugins, pinned.
        plugins: Option<List<Text>> = "[]", r#"["slack:751.v2e44153c8fe1"]"#;
        /// AWS permissions.
        iam: Option<Iam> = "least for its tools", r#"{ policies = ["PowerUserAccess"] }"#;
        /// Own script, run after kura's.
        user_data: Option<Spanned<ProjectPath>> = "", r#""ci/extra.sh""#;
        /// Programs that are installed.
        tools: Option<List<Text>> = "[]", r#"["docker"]"#;
    }
}

table! {
    /// `[jenkins.agents.<name>]`: a host that runs stages.
    pub struct Agent {
        /// Agents: the label stages use.
        label: Option<Text> = "key", r#""docker""#;
        /// Programs on the host: `docker`, `aws`, `kubectl`, `helm`, `terraform`, ...
        tools: Option<List<Text>> = "[]", r#"["docker", "trivy"]"#;
        /// Name tag of the instance.
        name: Option<Text> = "`<project>-<key>`", r#""shop-agent""#;
        /// EC2 instance type; without it the host exists already.
        instance_type: Option<Text> = "", r#""t3.medium""#;
        /// Machine image.
        ami: Option<Text> = "Ubuntu LTS", r#""ami-0a1b2c3d""#;
        /// A subnet of the network, or an id.
        subnet: Option<Text> = "private where there is one and `allowed_cidrs` is empty, else public", r#""public_a""#;
        /// EC2 key pair.
        key_name: Option<Text> = "required for built agents", r#""agents""#;
        /// A secret of kind `ssh_key`: the private key with which the controller reaches the agent.
        credentials: Option<Text> = "required for built agents", r#""agents""#;
        /// GiB, encrypted.
        disk_size: Option<Int> = "30", "50";
        /// AWS permissions.
        iam: Option<Iam> = "least for its tools", r#"{ policies = ["PowerUserAccess"] }"#;
        /// Own script, run after kura's.
        user_data: Option<Spanned<ProjectPath>> = "", r#""ci/extra.sh""#;
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""builder""#;
    }
}

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
        when_branch: Option<Text> = "", r#""main""#;
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
        severity: Option<Text> = "", r#""CRITICAL""#;
        /// Scans: whether a finding fails the build.
        fail: Option<Bool> = "", "true";
        /// `terraform`: what it does.
        action: Option<Spanned<TerraformAction>> = "", r#""apply""#;
        /// `terraform`: whether a person approves; `deploy`: environments a person approves.
        approve: Option<Approve> = "true", "false";
        /// `build`, `push`: skip images whose context did not change.
        only_changed: Option<Bool> = "false", "true";
        /// `deploy`: how the image's digest reaches the cluster.
        method: Option<Spanned<DeployMethod>> = "`kustomize`", r#""git_commit""#;
        /// `deploy`: in which order.
        environments: Option<List<Text>> = "", r#"["staging", "prod"]"#;
        /// `deploy`: how long a person may take.
        approve_timeout_minutes: Option<Int> = "", "60";
        /// `deploy`: how long a rollout may take.
        rollout_timeout_minutes: Option<Int> = "10", "5";
        /// `deploy`: undo a failed rollout.
        rollback: Option<Bool> = "false", "true";
        /// `smoke_test`: the address.
        url: Option<Text> = "each ingress host", r#""https://shop.example.com""#;
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

table! {
    /// `[jenkins.pipelines.<name>]`: one of several Jenkinsfiles.
    pub struct Pipeline {
        /// Where it is written.
        jenkinsfile: Spanned<ProjectPath> = "", r#""backend/Jenkinsfile""#;
        /// Deployed here, with their images built here.
        services: Option<List<Text>> = "[]", r#"["backend"]"#;
        /// Only built here.
        images: Option<List<Text>> = "[]", r#"["tools"]"#;
        /// Run here.
        jobs: Option<List<Text>> = "[]", r#"["migrate"]"#;
        /// The `terraform` stage runs here.
        terraform: Option<Bool> = "false", "true";
        /// Merged over those of `[jenkins]`.
        stages: Named<Switch<Stage>> = "those of `[jenkins]`", "{ image_scan = false }";
        /// Merged over those of `[jenkins]`.
        parameters: Named<Parameter> = "those of `[jenkins]`", r#"{ DEPLOY = { type = "boolean" } }"#;
        /// Merged over those of `[jenkins]`.
        environment: Named<EnvValue> = "those of `[jenkins]`", "{ CI = true }";
        /// Merged over those of `[jenkins]`.
        triggers: Option<Triggers> = "those of `[jenkins]`", "{ github_push = true }";
        /// Merged over those of `[jenkins]`.
        post: Named<PostStep> = "those of `[jenkins]`", r#"{ always = { sh = "true" } }"#;
    }
}

choice! {
    /// Kind of the Jenkins job.
    pub enum JobKind {
        /// A pipeline of one branch.
        Pipeline = "pipeline",
        /// A pipeline for each branch.
        Multibranch = "multibranch",
    }
}

choice! {
    /// Type of a parameter.
    pub enum ParameterType {
        /// Text.
        String = "string",
        /// Yes or no.
        Boolean = "boolean",
        /// One of a list.
        Choice = "choice",
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

/// AWS credentials of the pipeline: a secret of kind `aws`, or two of kind `text`.
#[derive(Debug, Clone)]
pub enum AwsCredentials {
    /// A name in `[secrets]`.
    Secret(Text),
    /// Two names in `[secrets]`.
    Keys(super::AwsKeys),
}

impl Decode for AwsCredentials {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(_) => Decode::decode(value, reader).map(Self::Secret),
            _ => Decode::decode(value, reader).map(Self::Keys),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "string" }, super::AwsKeys::schema()] })
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
