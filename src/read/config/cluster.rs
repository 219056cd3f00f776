//! `[cluster]`: EKS, its node groups and add-ons.

use super::{Bool, Int, List, Text, Tier};
use crate::read::any::Any;
use crate::read::choice::choice;
use crate::read::named::{Map, Named};
use crate::read::switch::Switch;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::Cidr;

table! {
    /// `[cluster]`: the EKS cluster.
    pub struct Cluster {
        /// Its name, in Terraform, tags and the kubeconfig step.
        name: Option<Text> = "the project's name", r#""shop-eks""#;
        /// Kubernetes version; also the schemas manifests are checked with.
        version: Text = "", r#""1.35""#;
        /// Made elsewhere (eksctl, console): no Terraform; its name is used, its add-ons are taken as installed.
        existing: Option<Bool> = "false", "true";
        /// API server, for `jenkins.kube_credentials` of kind `text`.
        endpoint: Option<Text> = "looked up", r#""https://...""#;
        /// Certificate authority of that API server in base64, as `aws eks describe-cluster` shows it.
        certificate_authority: Option<Text> = "the authorities that the agent trusts", r#""LS0tLS1CRUdJTi...""#;
        /// Subnets of the control plane's interfaces.
        tier: Option<Spanned<Tier>> = "`private`", r#""intra""#;
        /// Who may reach a public endpoint; empty: private only. Needed when the deploy agent is outside the VPC.
        public_access_cidrs: Option<List<Spanned<Cidr>>> = "[]", r#"["203.0.113.0/24"]"#;
        /// Principal ARNs with an admin access entry.
        admins: Option<List<Text>> = "[]", r#"["arn:aws:iam::123456789012:role/ops"]"#;
        /// Control plane logs.
        enabled_log_types: Option<List<Text>> = "all five", r#"["api", "audit"]"#;
        /// Own KMS key, rotated.
        encrypt_secrets: Option<Bool> = "true", "false";
        /// How pods get AWS roles.
        addon_identity: Option<Spanned<AddonIdentity>> = "`pod_identity`", r#""irsa""#;
        /// Managed node groups.
        node_groups: Named<NodeGroup> = "none", r#"{ workers = { instance_types = ["t3.medium"] } }"#;
        /// EKS add-ons and Helm charts.
        addons: Named<Switch<Addon>> = "what is needed", "{ metrics-server = true }";
    }
}

table! {
    /// `[cluster.node_groups.<name>]`: one managed node group.
    pub struct NodeGroup {
        /// One architecture.
        instance_types: List<Text> = "", r#"["t3.medium"]"#;
        /// Least number of nodes.
        min_size: Option<Int> = "2", "1";
        /// Greatest number of nodes.
        max_size: Option<Int> = "4", "6";
        /// At creation; Terraform ignores later changes.
        desired_size: Option<Int> = "`min_size`", "2";
        /// Purchase option.
        capacity_type: Option<Spanned<CapacityType>> = "`ON_DEMAND`", r#""SPOT""#;
        /// Subnets of the nodes; public warns.
        tier: Option<Spanned<Tier>> = "`private`", r#""public""#;
        /// GiB.
        disk_size: Option<Int> = "50", "35";
        /// Machine image.
        ami_type: Option<Text> = "AL2023, by architecture", r#""BOTTLEROCKET_x86_64""#;
        /// Node labels.
        labels: Named<Text> = "{}", r#"{ role = "general" }"#;
        /// Kubectl's notation.
        taints: Option<List<Text>> = "[]", r#"["dedicated=gpu:NoSchedule"]"#;
        /// Node group name in AWS; changing it replaces the group.
        name: Option<Text> = "the key", r#""shop-nodes""#;
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""nodes""#;
    }
}

table! {
    /// `[cluster.addons.<name>]`: options of one add-on.
    pub struct Addon {
        /// Version of the add-on or chart.
        version: Option<Text> = "pinned by kura", r#""v1.19.0-eksbuild.1""#;
        /// Address of the chart's repository.
        repository: Option<Text> = "known for the charts kura pins", r#""https://charts.example.org""#;
        /// Name of the chart in its repository.
        chart: Option<Text> = "known for the charts kura pins", r#""metrics-server""#;
        /// Namespace of the chart's release.
        namespace: Option<Text> = "known for the charts kura pins", r#""monitoring""#;
        /// Helm values, or the add-on's configuration values.
        values: Option<Map<Any>> = "{}", "{ replicaCount = 2 }";
        /// `cert-manager`: emits ClusterIssuer `letsencrypt-prod`.
        email: Option<Text> = "", r#""ops@example.com""#;
    }
}

choice! {
    /// How pods get AWS roles.
    pub enum AddonIdentity {
        /// EKS Pod Identity.
        PodIdentity = "pod_identity",
        /// IAM roles for service accounts.
        Irsa = "irsa",
    }
}

choice! {
    /// Purchase option of nodes.
    pub enum CapacityType {
        /// At the list price.
        OnDemand = "ON_DEMAND",
        /// Cheaper, and taken away at short notice.
        Spot = "SPOT",
    }
}
