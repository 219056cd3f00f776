//! `[jenkins.pipelines]`, and what each pipeline has of its own: parameters, triggers, extra steps.

use super::{Bool, EnvValue, List, Literal, Stage, Text};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::switch::Switch;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::ProjectPath;

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
