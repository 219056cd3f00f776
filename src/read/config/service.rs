//! `[services]`: workloads that run all the time.

use serde_json::{Value as Json, json};

use super::{Bool, HealthSwitch, Int, IntOrPercent, MinAvailable, Pod, Text};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::Port;

table! {
    /// `[services.<name>]`: a workload that runs all the time, and its Service.
    pub struct Service with pod: Pod exclusive ["port", "ports"] ["replicas", "autoscaling"] {
        /// Kind of the workload; pin it when the cluster already has the other.
        kind: Option<Spanned<WorkloadKind>> = "StatefulSet when a volume has `size`", r#""Deployment""#;
        /// Excludes `autoscaling`.
        replicas: Option<Int> = "2 for `[images]`, 1 for a public image or with `size`", "3";
        /// Container port, named `http`; without a port no Service.
        port: Option<Spanned<Port>> = "", "8000";
        /// Port of the Service.
        service_port: Option<Spanned<Port>> = "`port`", "80";
        /// Instead of `port`: other or several names.
        ports: Named<PortEntry> = "", "{ web = 8080 }";
        /// Load-bearing: the name callers have in their code.
        service_name: Option<Text> = "`name`", r#""mongo-svc""#;
        /// Type of the Service.
        service_type: Option<Spanned<ServiceType>> = "NodePort when routed with target_type `instance`, else ClusterIP", r#""LoadBalancer""#;
        /// Fixed port on the nodes.
        node_port: Option<Spanned<Port>> = "assigned", "30000";
        /// Of the Service.
        service_annotations: Named<Text> = "{}", r#"{ "a.b/c" = "true" }"#;
        /// Pod labels the selectors use; immutable in a cluster.
        selector: Named<Text> = "`{ app = <name> }`", r#"{ role = "api" }"#;
        /// Path of all three probes, the load balancer's check and HEALTHCHECK; or see below.
        health: Option<HealthSwitch> = "TCP on the port", r#""/healthz""#;
        /// HorizontalPodAutoscaler.
        autoscaling: Option<Autoscaling> = "", "{ min_replicas = 2, max_replicas = 5, cpu = 70 }";
        /// Of a Deployment.
        strategy: Option<Spanned<Strategy>> = "Recreate for a Deployment with a claim that only one node may mount", r#""Recreate""#;
        /// Pods above `replicas` during a rolling update.
        max_surge: Option<Spanned<IntOrPercent>> = "1", r#""25%""#;
        /// Pods below `replicas` during a rolling update.
        max_unavailable: Option<Spanned<IntOrPercent>> = "0", "1";
        /// PodDisruptionBudget; `false`: none.
        min_available: Option<Spanned<MinAvailable>> = "1 from two replicas on", r#""50%""#;
        /// Over zones.
        topology_spread: Option<Bool> = "true from two replicas on", "false";
    }
}

table! {
    /// `ports.<name>`: one port of a service.
    pub struct PortTable {
        /// Port of the container.
        port: Spanned<Port> = "", "8080";
        /// Port of the Service.
        service_port: Option<Spanned<Port>> = "`port`", "80";
        /// Fixed port on the nodes.
        node_port: Option<Spanned<Port>> = "assigned", "30000";
        /// Protocol.
        protocol: Option<Spanned<Protocol>> = "`TCP`", r#""UDP""#;
    }
}

table! {
    /// `autoscaling`: how many replicas under which load.
    pub struct Autoscaling {
        /// Least number of replicas.
        min_replicas: Option<Int> = "2", "2";
        /// Greatest number of replicas.
        max_replicas: Int = "", "5";
        /// Percent of the CPU requests.
        cpu: Option<Int> = "", "70";
        /// Percent of the memory requests.
        memory: Option<Int> = "", "80";
    }
}

choice! {
    /// Kind of the workload.
    pub enum WorkloadKind {
        /// Interchangeable pods.
        Deployment = "Deployment",
        /// Pods with an identity and a volume of their own.
        StatefulSet = "StatefulSet",
    }
}

choice! {
    /// Type of the Service.
    pub enum ServiceType {
        /// Within the cluster.
        ClusterIp = "ClusterIP",
        /// On a port of each node.
        NodePort = "NodePort",
        /// With a load balancer of its own.
        LoadBalancer = "LoadBalancer",
        /// DNS entries of the pods, no address of its own.
        Headless = "Headless",
    }
}

choice! {
    /// How a Deployment replaces its pods.
    pub enum Strategy {
        /// One after the other.
        RollingUpdate = "RollingUpdate",
        /// All stop before the new ones start.
        Recreate = "Recreate",
    }
}

choice! {
    /// Protocol of a port.
    pub enum Protocol {
        /// TCP.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
    }
}

/// One of `ports`: the container's port, or a table.
#[derive(Debug, Clone)]
pub enum PortEntry {
    /// The container's port.
    Port(Spanned<Port>),
    /// All about it.
    Table(PortTable),
}

impl PortEntry {
    /// Port of the container.
    pub fn port(&self) -> Port {
        match self {
            Self::Port(port) => port.value,
            Self::Table(table) => table.port.value,
        }
    }

    /// Port of the Service.
    pub fn service_port(&self) -> Port {
        match self {
            Self::Table(PortTable { service_port: Some(port), .. }) => port.value,
            _ => self.port(),
        }
    }
}

impl Decode for PortEntry {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if value.get_ref().is_table() {
            return PortTable::decode(value, reader).map(Self::Table);
        }
        Decode::decode(value, reader).map(Self::Port)
    }

    fn schema() -> Json {
        json!({ "anyOf": [Port::schema(), PortTable::schema()] })
    }
}
