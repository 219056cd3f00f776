//! `[secrets]`, `[config_maps]`: names of secrets, and settings that are none.

use super::{List, Literal, Text};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::ProjectPath;

table! {
    /// `[secrets.<name>]`: the name of a secret, and where its value lives.
    pub struct Secret {
        /// Jenkins credential id.
        jenkins: Option<Text> = "", r#""dockerhub-login""#;
        /// Kind of that credential; a stage gets `X`, or `X_USR` and `X_PSW`.
        kind: Option<Spanned<CredentialKind>> = "`text`", r#""file""#;
        /// Name of the Kubernetes Secret.
        kubernetes: Option<Text> = "", r#""db-login""#;
        /// Keys of the Secret; references are checked against them.
        keys: Option<List<Text>> = "", r#"["username", "password"]"#;
        /// Name or ARN of a secret in AWS Secrets Manager.
        secrets_manager: Option<Text> = "", r#""shop/db""#;
        /// Name of an SSM parameter.
        ssm: Option<Text> = "", r#""/shop/db""#;
    }
}

table! {
    /// `[config_maps.<name>]`: settings that are no secret.
    pub struct ConfigMap {
        /// Config maps: values.
        data: Named<Literal> = "{}", r#"{ NODE_ENV = "production" }"#;
        /// Config maps: key -> file of the repository.
        files: Named<Spanned<ProjectPath>> = "{}", r#"{ "app.conf" = "deploy/app.conf" }"#;
    }
}

choice! {
    /// Kind of a Jenkins credential.
    pub enum CredentialKind {
        /// Secret text.
        Text = "text",
        /// User and password.
        UsernamePassword = "username_password",
        /// Secret file.
        File = "file",
        /// SSH user with private key.
        SshKey = "ssh_key",
        /// AWS access key.
        Aws = "aws",
    }
}
