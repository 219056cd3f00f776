//! Bundled tables of what changes without kura, each with its source and the day it was right.
//!
//! They stand in `schema/`, and are read when they are first asked. The schemas of Kubernetes are JSON, the others a `table`.

pub mod addons;
pub mod availability_zones;
pub mod checkov;
pub mod consequences;
pub mod defaults;
pub mod eks_versions;
pub mod groovy_names;
pub mod instance_types;
pub mod jenkins_plugins;
mod kubernetes_schemas;
pub mod load_balancer_controller;
pub mod public_images;
pub mod runtimes;
pub mod secret_forms;
mod table;
pub mod tools;

pub use kubernetes_schemas::{KubernetesSchemas, Refusal};
