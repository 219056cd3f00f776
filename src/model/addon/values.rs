//! The values that add-ons need to fit this cluster, below those of the user.

use serde_json::{Map, Value, json};

use crate::model::resolver::Resolver;
use crate::model::{Network, Vpc};
use crate::read::config;
use crate::read::{Any, Map as Table};
use crate::tables::addons;

/// What the values are made of.
pub(super) struct Values {
    cluster: String,
    region: String,
    vpc: Value,
}

impl Values {
    /// Values for add-ons of a cluster in a network.
    pub(super) fn new(cx: &Resolver<'_>, cluster: &config::Cluster, network: Option<&Network>) -> Self {
        let project = &cx.config.project;
        let name = cluster.name.as_ref().unwrap_or(&project.name);
        let region = project.region.as_ref().map(|region| region.value.clone());
        Self {
            cluster: name.value.clone(),
            region: region.unwrap_or_default(),
            vpc: network.map_or_else(|| json!({}), vpc),
        }
    }

    /// The values of an add-on; of two the user's wins.
    pub(super) fn of(&self, addon: &str, written: Option<&Table<Any>>) -> Value {
        let mut values = self.defaults(addon);
        let written = written.into_iter().flat_map(|written| written.0.iter());
        for entry in written {
            merge(
                &mut values,
                Value::Object(Map::from_iter([(entry.key.value.clone(), entry.value.json.clone())])),
            );
        }
        values
    }

    /// The values of the table, and of the one add-on whose values depend on the cluster.
    ///
    /// `vpc-cni`: whoever writes a NetworkPolicy means it, and unasked nobody enforces one. `secrets-store-csi-driver`:
    /// with its tokens the provider is the pod in AWS, by IRSA or by an association in EKS. `traefik`: over HTTP it
    /// redirects what no router there answers, such as an Ingress with `tls.redirect`; with the least priority it stands
    /// back behind every router, also the one that answers Let's Encrypt.
    ///
    /// Source: <https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/#redirectionentrypoint>
    fn defaults(&self, addon: &str) -> Value {
        if addon == "aws-load-balancer-controller" {
            return self.of_this_cluster(addon);
        }
        let known = addons::addon(addon).map_or("", |known| known.values);
        serde_json::from_str(known).unwrap_or_else(|_| json!({}))
    }

    /// What the controller has to know of the cluster that it works in.
    fn of_this_cluster(&self, controller: &str) -> Value {
        let mut values = json!({
            "clusterName": self.cluster,
            "region": self.region,
            "serviceAccount": { "create": true, "name": controller },
            // The IngressClass `alb`, with its parameters, belongs to the controller: other projects use it too.
            "createIngressClassResource": true,
            "ingressClass": "alb",
            "ingressClassParams": { "create": true },
        });
        merge(&mut values, self.vpc.clone());
        values
    }
}

/// How the controller finds the VPC: nodes keep their metadata to themselves, and the id of a new VPC is not known yet.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/>
fn vpc(network: &Network) -> Value {
    match &network.vpc {
        Vpc::Existing(id) => json!({ "vpcId": id.value }),
        Vpc::New(_) => json!({ "vpcTags": { "Name": network.name.value } }),
        // In the node's network it is the node that asks.
        Vpc::Default(_) => json!({ "hostNetwork": true }),
    }
}

/// Lays one value over another: objects merge key by key, all else is replaced.
fn merge(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                merge(below.entry(key).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}
