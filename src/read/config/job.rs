//! `[jobs]`: workloads that end.

use super::{
    EnvValue, Iam, ImagePullPolicy, InitContainer, Int, List, MountedFile, Resources, SecurityContext, Text,
    Volume,
};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::Egress;

table! {
    /// `[jobs.<name>]`: a workload that ends.
    pub struct Job {
        /// A name in `[images]`, or with `/` or `:` a public image.
        image: Text = "", r#""backend""#;
        /// metadata.name, container name, label.
        name: Option<Text> = "the key", r#""shop-migrate""#;
        /// Replaces the image's ENTRYPOINT.
        command: Option<List<Text>> = "the image's", r#"["python", "manage.py", "migrate"]"#;
        /// Replaces the image's CMD.
        args: Option<List<Text>> = "the image's", r#"["--quiet"]"#;
        /// Environment of the container.
        env: Named<EnvValue> = "{}", "{ PORT = 8000 }";
        /// Whole maps, later ones win; the two tables share their names.
        env_from: Option<List<Text>> = "[]", r#"["app", "db"]"#;
        /// Mounted files: path in the container -> what is mounted.
        files: Named<MountedFile> = "none", r#"{ "/etc/app.conf" = { source = "app.conf" } }"#;
        /// Mounted volumes.
        volumes: Named<Volume> = "none", r#"{ data = { mount_path = "/data", size = "10Gi" } }"#;
        /// What the scheduler reserves.
        requests: Option<Resources> = "`100m`, `256Mi`", r#"{ cpu = "250m", memory = "256Mi" }"#;
        /// What it may use at most.
        limits: Option<Resources> = "no cpu limit, `512Mi`", r#"{ memory = "1Gi" }"#;
        /// What it calls: network policy, checks; `name:port` is a Service made elsewhere; a `database` value implies it.
        uses: Option<List<Text>> = "[]", r#"["backend", "main"]"#;
        /// Other ways out, as cidr:port; `[]` closes.
        egress: Option<List<Spanned<Egress>>> = "`[0.0.0.0/0:443]`", r#"["0.0.0.0/0:587"]"#;
        /// Labels of workload and pods.
        labels: Named<Text> = "{}", r#"{ tier = "backend" }"#;
        /// Annotations of pods.
        annotations: Named<Text> = "{}", r#"{ "a.b/c" = "1" }"#;
        /// ServiceAccount of the pods.
        service_account: Option<Text> = "`name`", r#""uploader""#;
        /// AWS permissions of the pods.
        iam: Option<Iam> = "", r#"{ policies = ["AmazonS3ReadOnlyAccess"] }"#;
        /// See below.
        security_context: Option<SecurityContext> = "non-root, read-only", "{ run_as_user = 999 }";
        /// Containers that run first, in the order of the file.
        init_containers: Named<InitContainer> = "none", r#"{ wait = { command = ["./wait"] } }"#;
        /// When nodes pull.
        image_pull_policy: Option<Spanned<ImagePullPolicy>> = "Kubernetes'", r#""Always""#;
        /// Node labels required.
        node_selector: Named<Text> = "{}", r#"{ type = "spot" }"#;
        /// Taints to tolerate, in kubectl's notation.
        tolerations: Option<List<Text>> = "", r#"["dedicated=gpu:NoSchedule"]"#;
        /// PriorityClass of the pods.
        priority_class: Option<Text> = "", r#""high""#;
        /// Time to stop.
        termination_grace_period_seconds: Option<Int> = "30", "10";
        /// When the pipeline runs it and waits.
        run: Option<Spanned<JobRun>> = "`before_deploy`", r#""manual""#;
        /// A CronJob instead.
        schedule: Option<Text> = "", r#""0 3 * * *""#;
        /// Of the pod.
        restart_policy: Option<Spanned<RestartPolicy>> = "`Never`", r#""OnFailure""#;
        /// Retries.
        backoff_limit: Option<Int> = "3", "0";
        /// Limit in seconds.
        active_deadline_seconds: Option<Int> = "600", "3600";
    }
}

choice! {
    /// When the pipeline runs a job and waits.
    pub enum JobRun {
        /// Before the services are rolled out.
        BeforeDeploy = "before_deploy",
        /// After the services are rolled out.
        AfterDeploy = "after_deploy",
        /// A person runs it.
        Manual = "manual",
    }
}

choice! {
    /// What happens to a pod of a job that fails.
    pub enum RestartPolicy {
        /// A new pod is tried.
        Never = "Never",
        /// The container is started again.
        OnFailure = "OnFailure",
    }
}
