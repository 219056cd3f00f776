//! `[jenkins]`: the pipeline and its hosts.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Bool, EnvValue, Iam, Int, List, Network, Parameter, Pipeline, PostStep, Stage, Text, Triggers};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::Named;
use crate::read::switch::Switch;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::{Cidr, Port, ProjectPath};

table! {
    /// `[jenkins]`: the pipeline, and the hosts it runs on.
    pub struct Jenkins {
        /// Kind of the job; `when_branch` needs multibranch.
        job: Option<Spanned<JobKind>> = "`pipeline`", r#""multibranch""#;
        /// Folder of this `kura.toml` in its git repository.
        directory: Option<Spanned<ProjectPath>> = "`.`", r#""apps/shop""#;
        /// Explicit checkout.
        git: Option<Git> = "the job's own checkout", r#"{ url = "https://github.com/acme/shop.git" }"#;
        /// Kind `aws`, or `{ access_key_id, secret_access_key }` of two `text` secrets.
        aws_credentials: Option<AwsCredentials> = "the agent's instance role", r#""aws""#;
        /// Kind `file`: a kubeconfig; kind `text`: a token.
        kube_credentials: Option<Text> = "`aws eks update-kubeconfig`", r#""kubeconfig""#;
        /// Shared libraries.
        libraries: Option<List<Text>> = "[]", r#"["ci@v2"]"#;
        /// `tools` block.
        tool_installations: Named<Text> = "{}", r#"{ jdk = "jdk21" }"#;
        /// Variables of all stages; secrets only in stages.
        environment: Named<EnvValue> = "{}", "{ CI = true }";
        /// Limit of a build, in minutes.
        timeout_minutes: Option<Int> = "60, more where rollouts may take longer", "30";
        /// How many builds Jenkins keeps.
        builds_to_keep: Option<Int> = "20", "50";
        /// Whether builds of a branch may overlap.
        concurrent_builds: Option<Bool> = "false", "true";
        /// What starts a build.
        triggers: Option<Triggers> = "", "{ github_push = true }";
        /// Parameters of the build.
        parameters: Named<Parameter> = "none", r#"{ DEPLOY = { type = "boolean", default = true } }"#;
        /// Extra steps, by Jenkins' conditions.
        post: Named<PostStep> = "none", r#"{ always = { sh = "docker image prune -f" } }"#;
        /// VPC of the Jenkins hosts, with the keys of `[network]`.
        network: Option<Network> = "`[network]`", r#"{ cidr_block = "10.1.0.0/16" }"#;
        /// Host of the controller.
        controller: Option<Host> = "it exists", r#"{ instance_type = "t3.medium" }"#;
        /// Hosts that run stages.
        agents: Named<Agent> = "any", r#"{ docker = { tools = ["docker"] } }"#;
        /// Built-in and own stages.
        stages: Named<Switch<Stage>> = "what is needed", "{ image_scan = true }";
        /// Several Jenkinsfiles.
        pipelines: Named<Pipeline> = "one, with everything", r#"{ web = { jenkinsfile = "web/Jenkinsfile" } }"#;
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
        push_credentials: Option<Text> = "`credentials`", r#""github""#;
        /// Author of commits.
        user_name: Option<Text> = "`Jenkins`", r#""ci-bot""#;
        /// Author's address.
        user_email: Option<Text> = "", r#""ci@example.com""#;
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
    /// `[jenkins.controller]`: the controller's host.
    pub struct Host {
        /// Name tag of the instance.
        name: Option<Text> = "`<project>-controller`", r#""jenkins""#;
        /// EC2 instance type; without it the host exists already.
        instance_type: Option<Text> = "", r#""t3.medium""#;
        /// Machine image: one of Ubuntu 24.04.
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
        iam: Option<Iam> = "least for its stages", r#"{ policies = ["PowerUserAccess"] }"#;
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
        /// Machine image: one of Ubuntu 24.04.
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
        iam: Option<Iam> = "least for its stages", r#"{ policies = ["PowerUserAccess"] }"#;
        /// Own script, run after kura's.
        user_data: Option<Spanned<ProjectPath>> = "", r#""ci/extra.sh""#;
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""builder""#;
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
