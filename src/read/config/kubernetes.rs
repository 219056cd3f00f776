//! `[kubernetes]`: what holds for all manifests.

use super::{Bool, List, Text};
use crate::read::any::Any;
use crate::read::choice::choice;
use crate::read::decode::Later;
use crate::read::named::{Map, Named};
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::ProjectPath;

table! {
    /// `[kubernetes]`: what holds for all manifests.
    pub struct Kubernetes {
        /// Namespace of every object.
        namespace: Option<Text> = "the project's name", r#""shop-staging""#;
        /// `false`: it exists, the pipeline may not touch it.
        create_namespace: Option<Bool> = "true", "false";
        /// On every object.
        labels: Named<Text> = "{}", r#"{ team = "web" }"#;
        /// On the Namespace.
        namespace_labels: Named<Text> = "{}", r#"{ team = "web" }"#;
        /// Pod Security level of the namespace.
        pod_security: Option<Spanned<PodSecurity>> = "`restricted`", r#""baseline""#;
        /// Default deny plus what `uses`, ingresses, `egress` and DNS need.
        network_policies: Option<Bool> = "true", "false";
        /// One file per kind, or per service.
        layout: Later<Spanned<Layout>> = "`by_kind`", r#""by_service""#;
        /// Own manifests: checked, and copied under `outputs.manifests`.
        manifests: Later<List<Spanned<ProjectPath>>> = "[]", r#"["deploy/extra.yaml"]"#;
        /// Patches: kind -> object -> fields.
        merge: Later<Map<Any>> = "", "{ Deployment = { web = { spec = { minReadySeconds = 5 } } } }";
    }
}

choice! {
    /// Pod Security level of a namespace.
    pub enum PodSecurity {
        /// Hardened pods only.
        Restricted = "restricted",
        /// No known privilege escalation.
        Baseline = "baseline",
        /// Everything.
        Privileged = "privileged",
    }
}

choice! {
    /// How manifests are split into files.
    pub enum Layout {
        /// One file per kind.
        ByKind = "by_kind",
        /// One file per service.
        ByService = "by_service",
    }
}
