//! The keys of services and jobs that say what their pods are.

use super::{EnvValue, Iam, InitContainer, Int, List, MountedFile, Resources, SecurityContext, Text, Volume};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::Egress;

table! {
    /// What services and jobs say of their pods.
    pub struct Pod {
        /// A name in `[images]`, or with `/` or `:` a public image.
        image: Text = "", r#""redis:7.4""#;
        /// metadata.name, container name, label.
        name: Option<Text> = "the key", r#""shop-backend""#;
        /// Replaces the image's ENTRYPOINT.
        command: Option<List<Text>> = "the image's", r#"["mongod"]"#;
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
        init_containers: Named<InitContainer> = "none", r#"{ migrate = { command = ["python", "manage.py", "migrate"] } }"#;
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
    }
}

choice! {
    /// When nodes pull an image.
    pub enum ImagePullPolicy {
        /// At each start.
        Always = "Always",
        /// Unless they have it.
        IfNotPresent = "IfNotPresent",
        /// Never.
        Never = "Never",
    }
}
