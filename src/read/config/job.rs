//! `[jobs]`: workloads that end.

use super::{Int, Pod, Text};
use crate::read::choice::choice;
use crate::read::table::table;
use crate::span::Spanned;

table! {
    /// `[jobs.<name>]`: a workload that ends.
    pub struct Job with pod: Pod {
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
