//! Ports by their numbers, where a name says the same.

use serde_json::{Map, Value as Json, json};

/// The named ports of all pods and Services of one side.
pub(super) struct Ports {
    pods: Vec<Pods>,
    services: Vec<Service>,
}

/// The pods of one workload.
struct Pods {
    namespace: String,
    labels: Map<String, Json>,
    /// Number by name.
    ports: Map<String, Json>,
}

/// A Service.
struct Service {
    namespace: String,
    name: String,
    /// Number by name.
    ports: Map<String, Json>,
}

impl Ports {
    /// All that some documents name.
    pub(super) fn of<'a>(documents: impl Iterator<Item = &'a Json>) -> Self {
        let mut ports = Self { pods: Vec::new(), services: Vec::new() };
        for document in documents {
            let labels = document.pointer("/spec/template/metadata/labels").and_then(Json::as_object);
            let containers = document.pointer("/spec/template/spec/containers").and_then(Json::as_array);
            if let (Some(labels), Some(containers)) = (labels, containers) {
                let named =
                    containers.iter().flat_map(|container| named(container.get("ports"), "containerPort"));
                ports.pods.push(Pods {
                    namespace: namespace(document),
                    labels: labels.clone(),
                    ports: named.collect(),
                });
            }
            let name = document.pointer("/metadata/name").and_then(Json::as_str);
            if let (Some("Service"), Some(name)) = (document.get("kind").and_then(Json::as_str), name) {
                let named = named(document.pointer("/spec/ports"), "port").collect();
                ports.services.push(Service {
                    namespace: namespace(document),
                    name: name.to_owned(),
                    ports: named,
                });
            }
        }
        ports
    }

    /// Puts numbers in the place of the names that are known.
    pub(super) fn resolve(&self, document: &mut Json) {
        let namespace = namespace(document);
        match document.get("kind").and_then(Json::as_str) {
            Some("Service") => self.service(&namespace, document),
            Some("Ingress") => self.backends(&namespace, document),
            _ => probes(document),
        }
    }

    fn service(&self, namespace: &str, document: &mut Json) {
        let selector = document.pointer("/spec/selector").and_then(Json::as_object).cloned();
        let Some(selector) = selector else { return };
        let selects =
            |labels: &Map<String, Json>| selector.iter().all(|(key, value)| labels.get(key) == Some(value));
        let pods: Vec<_> =
            self.pods.iter().filter(|pods| pods.namespace == namespace && selects(&pods.labels)).collect();
        let Some(Json::Array(ports)) = document.pointer_mut("/spec/ports") else { return };
        for target in ports.iter_mut().filter_map(|port| port.get_mut("targetPort")) {
            let Some(name) = target.as_str().map(str::to_owned) else { continue };
            let mut numbers: Vec<_> = pods.iter().filter_map(|pods| pods.ports.get(&name)).collect();
            numbers.dedup();
            if let [number] = numbers.as_slice() {
                *target = (*number).clone();
            }
        }
    }

    fn backends(&self, namespace: &str, json: &mut Json) {
        match json {
            Json::Object(entries) => {
                if let Some(Json::Object(service)) = entries.get_mut("service") {
                    self.backend(namespace, service);
                }
                entries.values_mut().for_each(|value| self.backends(namespace, value));
            }
            Json::Array(items) => items.iter_mut().for_each(|item| self.backends(namespace, item)),
            _ => {}
        }
    }

    fn backend(&self, namespace: &str, service: &mut Map<String, Json>) {
        let name = service.get("name").and_then(Json::as_str);
        let is_it = |known: &&Service| known.namespace == namespace && Some(known.name.as_str()) == name;
        let Some(known) = self.services.iter().find(is_it) else { return };
        let port = service.get("port").and_then(|port| port.get("name")).and_then(Json::as_str);
        if let Some(number) = port.and_then(|name| known.ports.get(name)).cloned() {
            service.insert("port".to_owned(), json!({ "number": number }));
        }
    }
}

/// Probes may name a port of their container.
fn probes(json: &mut Json) {
    match json {
        Json::Object(entries) => {
            let ports: Map<_, _> = named(entries.get("ports"), "containerPort").collect();
            for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
                let Some(probe) = entries.get_mut(probe) else { continue };
                for action in ["httpGet", "tcpSocket"] {
                    let port = probe.get_mut(action).and_then(|action| action.get_mut("port"));
                    if let Some(port) = port
                        && let Some(number) = port.as_str().and_then(|name| ports.get(name))
                    {
                        *port = number.clone();
                    }
                }
            }
            entries.values_mut().for_each(probes);
        }
        Json::Array(items) => items.iter_mut().for_each(probes),
        _ => {}
    }
}

/// The named ports of a list, by name.
fn named<'a>(list: Option<&'a Json>, number: &'a str) -> impl Iterator<Item = (String, Json)> {
    let ports = list.and_then(Json::as_array).into_iter().flatten();
    ports.filter_map(move |port| {
        Some((
            port.get("name")?.as_str()?.to_owned(),
            port.get(number).filter(|port| port.is_number())?.clone(),
        ))
    })
}

fn namespace(document: &Json) -> String {
    let namespace = document.pointer("/metadata/namespace").and_then(Json::as_str);
    namespace.filter(|name| *name != "default").unwrap_or_default().to_owned()
}
