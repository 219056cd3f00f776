//! What services and jobs share: volumes, resources, rights.

use super::{Bool, EnvValue, Int, List, Text};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::{ProjectPath, Quantity};

table! {
    /// `volumes.<name>`: a mounted volume.
    pub struct Volume exclusive ["size", "claim"] {
        /// Where it appears.
        mount_path: Text = "", r#""/data/db""#;
        /// A claim; without `size` and `claim` an emptyDir.
        size: Option<Spanned<Quantity>> = "", r#""10Gi""#;
        /// An existing PersistentVolumeClaim.
        claim: Option<Text> = "", r#""mongo-claim""#;
        /// StorageClass of the claim.
        storage_class: Option<Text> = "`gp3`, encrypted, emitted by kura", r#""ebs-sc""#;
        /// Access mode of the claim.
        access_mode: Option<Spanned<AccessMode>> = "`ReadWriteOnce`", r#""ReadWriteMany""#;
        /// Path inside the volume.
        sub_path: Option<Text> = "", r#""db""#;
        /// Daily AWS Backup.
        backup_retention_days: Option<Int> = "", "7";
    }
}

table! {
    /// `requests`, `limits`: amounts of CPU and memory.
    pub struct Resources {
        /// Cores.
        cpu: Option<Spanned<Quantity>> = "", r#""250m""#;
        /// Bytes.
        memory: Option<Spanned<Quantity>> = "", r#""256Mi""#;
    }
}

table! {
    /// `security_context`: rights of the containers.
    pub struct SecurityContext {
        /// Numeric user.
        run_as_user: Option<Int> = "the image's `user`", "999";
        /// Numeric group.
        run_as_group: Option<Int> = "the image's `user`", "999";
        /// Numeric group that owns mounted volumes.
        fs_group: Option<Int> = "the image's `user`", "999";
        /// Whether root is refused.
        run_as_non_root: Option<Bool> = "true", "false";
        /// Whether only volumes can be written to.
        read_only_root_filesystem: Option<Bool> = "true", "false";
        /// Added, all others dropped; a port below 1024 needs none (kura sets the sysctl).
        capabilities: Option<List<Text>> = "[]", r#"["SYS_PTRACE"]"#;
    }
}

table! {
    /// `init_containers.<name>`: a container that runs first, with the same volumes.
    pub struct InitContainer {
        /// A name in `[images]`, or a public image.
        image: Option<Text> = "the same image", r#""busybox:1.37""#;
        /// Replaces the image's ENTRYPOINT.
        command: Option<List<Text>> = "the image's", r#"["python", "manage.py", "migrate"]"#;
        /// Replaces the image's CMD.
        args: Option<List<Text>> = "the image's", r#"["--noinput"]"#;
        /// Environment.
        env: Named<EnvValue> = "the same as the workload's", "{ PORT = 8000 }";
        /// Whole config maps and secrets.
        env_from: Option<List<Text>> = "the same as the workload's", r#"["app"]"#;
    }
}

table! {
    /// `files.<path>`: a mounted file.
    pub struct MountedFile exclusive ["config_map", "secret", "source"] {
        /// A name in `[config_maps]`.
        config_map: Option<Text> = "", r#""app""#;
        /// A name in `[secrets]`.
        secret: Option<Text> = "", r#""tls""#;
        /// One key of it; without it the whole folder.
        key: Option<Text> = "", r#""app.conf""#;
        /// A file of the repository.
        source: Option<Spanned<ProjectPath>> = "", r#""nginx.conf""#;
    }
}

table! {
    /// `iam`: AWS permissions.
    pub struct Iam {
        /// AWS managed policies by name, or ARNs.
        policies: Option<List<Text>> = "[]", r#"["AmazonS3ReadOnlyAccess"]"#;
        /// `actions`, `resources`: lists of text.
        statements: Named<Statement> = "", r#"{ actions = ["s3:PutObject"], resources = ["arn:aws:s3:::shop/*"] }"#;
        /// An existing role instead.
        role_arn: Option<Text> = "", r#""arn:aws:iam::123456789012:role/x""#;
    }
}

table! {
    /// `statements.<sid>`: one statement of an IAM policy.
    pub struct Statement {
        /// IAM actions.
        actions: List<Text> = "", r#"["s3:PutObject"]"#;
        /// ARNs.
        resources: List<Text> = "", r#"["arn:aws:s3:::shop/*"]"#;
    }
}

choice! {
    /// Who may mount a volume.
    pub enum AccessMode {
        /// One node.
        ReadWriteOnce = "ReadWriteOnce",
        /// Many nodes.
        ReadWriteMany = "ReadWriteMany",
        /// Many nodes, to read.
        ReadOnlyMany = "ReadOnlyMany",
        /// One pod.
        ReadWriteOncePod = "ReadWriteOncePod",
    }
}
