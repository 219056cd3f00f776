//! `[notifications]`: who hears of a build.

use super::{List, Text};
use crate::read::choice::choice;
use crate::read::table::table;
use crate::span::Spanned;

table! {
    /// `[notifications.<name>]`: who hears of a build.
    pub struct Notification exclusive ["webhook", "channel", "email"] {
        /// A secret: a Slack incoming webhook.
        webhook: Option<Text> = "", r#""slack_webhook""#;
        /// Channel of the Slack plugin.
        channel: Option<Text> = "", r##""#builds""##;
        /// Addresses.
        email: Option<List<Text>> = "", r#"["ops@example.com"]"#;
        /// Jenkins' post conditions; `failure` tells of aborted builds too: Jenkins aborts one that met a limit.
        on: Option<List<Spanned<PostCondition>>> = "`failure`, `fixed`", r#"["success", "failure"]"#;
        /// Of which pipelines.
        pipelines: Option<List<Text>> = "all", r#"["backend"]"#;
    }
}

choice! {
    /// When a build's end is told.
    pub enum PostCondition {
        /// Always.
        Always = "always",
        /// When the result is another than before.
        Changed = "changed",
        /// When it succeeds after a failure.
        Fixed = "fixed",
        /// When it is worse than before.
        Regression = "regression",
        /// When it was stopped.
        Aborted = "aborted",
        /// When it fails.
        Failure = "failure",
        /// When it succeeds.
        Success = "success",
        /// When tests fail.
        Unstable = "unstable",
        /// When it does not succeed.
        Unsuccessful = "unsuccessful",
        /// Last of all.
        Cleanup = "cleanup",
    }
}
