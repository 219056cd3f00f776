//! What must hold of the objects of a namespace together.

#![expect(
    clippy::indexing_slicing,
    reason = "an object without what is looked for fails the test, as it should"
)]

use std::collections::BTreeSet;

use serde_json::Value;

/// The objects of one kustomization.
pub(crate) struct Objects(pub(crate) Vec<Value>);

pub(crate) fn kind(object: &Value) -> &str {
    object["kind"].as_str().unwrap()
}

fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap()
}

fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The pod template of a workload.
fn template(object: &Value) -> Option<&Value> {
    match kind(object) {
        "Deployment" | "StatefulSet" | "Job" => Some(&object["spec"]["template"]),
        "CronJob" => Some(&object["spec"]["jobTemplate"]["spec"]["template"]),
        _ => None,
    }
}

/// Whether all labels of the one are among the other's.
fn selects(selector: &Value, labels: &Value) -> bool {
    selector.as_object().unwrap().iter().all(|(key, value)| labels.get(key) == Some(value))
}

impl Objects {
    fn of(&self, wanted: &str) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(move |object| kind(object) == wanted)
    }

    fn find(&self, wanted: &str, called: &str) -> &Value {
        self.of(wanted)
            .find(|object| name(object) == called)
            .unwrap_or_else(|| panic!("no {wanted} {called}"))
    }

    fn workloads(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.0.iter().filter_map(|object| Some((object, template(object)?)))
    }

    /// The one workload whose pods a selector matches.
    fn selected(&self, selector: &Value) -> (&Value, &Value) {
        let matches: Vec<_> =
            self.workloads().filter(|(_, pod)| selects(selector, &pod["metadata"]["labels"])).collect();
        assert_eq!(matches.len(), 1, "{selector} matches {} workloads", matches.len());
        matches[0]
    }

    pub(crate) fn are_sound(&self) {
        let ids: BTreeSet<_> = self.0.iter().map(|object| (kind(object), name(object))).collect();
        assert_eq!(ids.len(), self.0.len(), "an object stands twice");
        for (workload, pod) in self.workloads() {
            self.pod_is_sound(workload, &pod["spec"]);
        }
        self.selectors();
        self.services();
        self.ingresses();
        self.autoscalers();
    }

    fn pod_is_sound(&self, workload: &Value, pod: &Value) {
        self.find("ServiceAccount", pod["serviceAccountName"].as_str().unwrap());
        let claimed = items(&workload["spec"], "volumeClaimTemplates").iter().map(name);
        let named = items(pod, "volumes").iter().map(|volume| volume["name"].as_str().unwrap());
        let volumes: Vec<_> = named.chain(claimed).collect();
        let distinct: BTreeSet<_> = volumes.iter().copied().collect();
        assert_eq!(volumes.len(), distinct.len(), "{volumes:?}");
        for container in items(pod, "containers").iter().chain(items(pod, "initContainers")) {
            let mounts = items(container, "volumeMounts");
            let mounted: BTreeSet<_> = mounts.iter().map(|mount| mount["name"].as_str().unwrap()).collect();
            assert_eq!(mounted, distinct);
            let paths: BTreeSet<_> =
                mounts.iter().map(|mount| mount["mountPath"].as_str().unwrap()).collect();
            assert_eq!(paths.len(), mounts.len(), "{mounts:?}");
            self.config_maps_exist(container);
        }
        for volume in items(pod, "volumes") {
            // Another claim was made elsewhere.
            let claim = volume["persistentVolumeClaim"]["claimName"].as_str();
            if let Some(claim) = claim.filter(|claim| claim.starts_with(name(workload))) {
                self.find("PersistentVolumeClaim", claim);
            }
            if let Some(map) = volume["configMap"]["name"].as_str() {
                self.find("ConfigMap", map);
            }
            if let Some(class) = volume["csi"]["volumeAttributes"]["secretProviderClass"].as_str() {
                self.find("SecretProviderClass", class);
            }
        }
    }

    fn config_maps_exist(&self, container: &Value) {
        let whole = items(container, "envFrom").iter().map(|from| &from["configMapRef"]["name"]);
        for map in whole.filter_map(Value::as_str) {
            self.find("ConfigMap", map);
        }
        for reference in items(container, "env").iter().map(|env| &env["valueFrom"]["configMapKeyRef"]) {
            // The pipeline writes this one.
            if let Some(map) = reference["name"].as_str().filter(|name| *name != "terraform-outputs") {
                assert!(
                    self.find("ConfigMap", map)["data"].get(reference["key"].as_str().unwrap()).is_some()
                );
            }
        }
    }

    fn selectors(&self) {
        for object in self.0.iter().filter(|object| ["Deployment", "StatefulSet"].contains(&kind(object))) {
            assert_eq!(self.selected(&object["spec"]["selector"]["matchLabels"]).0, object);
        }
        for budget in self.of("PodDisruptionBudget") {
            self.selected(&budget["spec"]["selector"]["matchLabels"]);
        }
        for policy in self
            .of("NetworkPolicy")
            .filter(|policy| !["default-deny", "acme-http01-solver"].contains(&name(policy)))
        {
            self.selected(&policy["spec"]["podSelector"]["matchLabels"]);
        }
    }

    fn services(&self) {
        for service in self.of("Service") {
            let (_, pod) = self.selected(&service["spec"]["selector"]);
            let container = &pod["spec"]["containers"][0];
            let ports: Vec<_> = items(container, "ports").iter().map(|port| &port["name"]).collect();
            for port in items(&service["spec"], "ports") {
                assert!(ports.contains(&&port["targetPort"]), "{port} of {ports:?}");
            }
        }
        for set in self.of("StatefulSet") {
            let service = self.find("Service", set["spec"]["serviceName"].as_str().unwrap());
            assert_eq!(service["spec"]["clusterIP"], "None");
            assert_eq!(self.selected(&service["spec"]["selector"]).0, set);
        }
    }

    fn ingresses(&self) {
        let rules = self.of("Ingress").flat_map(|ingress| items(&ingress["spec"], "rules"));
        for path in rules.flat_map(|rule| items(&rule["http"], "paths")) {
            let backend = &path["backend"]["service"];
            let service = self.find("Service", backend["name"].as_str().unwrap());
            let ports = items(&service["spec"], "ports");
            assert!(ports.iter().any(|port| port["name"] == backend["port"]["name"]), "{path}");
        }
    }

    fn autoscalers(&self) {
        for autoscaler in self.of("HorizontalPodAutoscaler") {
            let target = &autoscaler["spec"]["scaleTargetRef"];
            let target = self.find(target["kind"].as_str().unwrap(), target["name"].as_str().unwrap());
            assert!(target["spec"].get("replicas").is_none());
            for metric in items(&autoscaler["spec"], "metrics") {
                for container in items(&target["spec"]["template"]["spec"], "containers") {
                    let resource = metric["resource"]["name"].as_str().unwrap();
                    assert!(container["resources"]["requests"].get(resource).is_some());
                }
            }
        }
    }
}
