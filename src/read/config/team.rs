//! `[team]`: people with access to the AWS account.

use super::{List, Statement, Text};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;

table! {
    /// `[team]`: people with access to the AWS account.
    pub struct Team {
        /// Public key that first passwords are encrypted with; without one they stand in the state in clear.
        pgp_key: Option<Text> = "", r#""keybase:ada""#;
        /// IAM groups.
        groups: Named<TeamGroup> = "none", r#"{ developers = { users = ["ada"] } }"#;
    }
}

table! {
    /// `[team.groups.<name>]`: IAM users with the same rights.
    pub struct TeamGroup {
        /// IAM users; password reset at first login, no access keys.
        users: List<Text> = "", r#"["ada", "grace"]"#;
        /// AWS managed policies by name, or ARNs.
        policies: Option<List<Text>> = "`[ReadOnlyAccess]`", r#"["PowerUserAccess"]"#;
        /// As `iam.statements` in section 4.
        statements: Named<Statement> = "{}", r#"{ Logs = { actions = ["logs:Get*"], resources = ["*"] } }"#;
        /// EKS access entry.
        cluster_access: Option<Spanned<ClusterAccess>> = "`none`", r#""view""#;
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""devs""#;
    }
}

choice! {
    /// What a group may do in the cluster.
    pub enum ClusterAccess {
        /// Nothing.
        None = "none",
        /// Read.
        View = "view",
        /// Everything.
        Admin = "admin",
    }
}
