//! Ports by their numbers, where a name says the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

/// The named ports of all pods and Services of one side.
pub(super) struct Ports {
    /// The workloads with a label in a namespace, by both and in the order of the documents.
    pods: BTreeMap<(String, String, String), Vec<Rc<Pods>>>,
    /// The numbers of a Service's ports by their names, by its namespace and its own name.
    services: BTreeMap<(String, String), Map<String, Json>>,
}

/// The pods of one workload.
struct Pods {
    labels: Map<String, Json>,
    /// Number by name.
    ports: Map<String, Json>,
}

impl Ports {
    /// All that some documents name.
    pub(super) fn of<'a>(documents: impl Iterator<Item = &'a Json>) -> Self {
        let mut ports = Self { pods: BTreeMap::new(), services: BTreeMap::new() };
        for document in documents {
            let labels = document.pointer("/spec/template/metadata/labels").and_then(Json::as_object);
            let containers = document.pointer("/spec/template/spec/containers").and_then(Json::as_array);
            if let (Some(labels), Some(containers)) = (labels, containers) {
                let named =
                    containers.iter().flat_map(|container| named(container.get("ports"), "containerPort"));
                let pods = Rc::new(Pods { labels: labels.clone(), ports: named.collect() });
                for (key, value) in labels {
                    let label = (namespace(document), key.clone(), value.to_string());
                    ports.pods.entry(label).or_default().push(Rc::clone(&pods));
                }
            }
            let name = document.pointer("/metadata/name").and_then(Json::as_str);
            if let (Some("Service"), Some(name)) = (document.get("kind").and_then(Json::as_str), name) {
                let named = named(document.pointer("/spec/ports"), "port").collect();
                ports.services.entry((namespace(document), name.to_owned())).or_insert(named);
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
        // Of the labels that a Service asks for, one alone is rare enough to look no further.
        let with = |(key, value): (&String, &Json)| {
            self.pods
                .get(&(namespace.to_owned(), key.clone(), value.to_string()))
                .map_or(&[][..], Vec::as_slice)
        };
        let rarest = selector.iter().map(with).min_by_key(|pods| pods.len()).unwrap_or_default();
        let pods: Vec<_> = rarest.iter().filter(|pods| selects(&pods.labels)).collect();
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
        let Some(name) = service.get("name").and_then(Json::as_str) else { return };
        let Some(known) = self.services.get(&(namespace.to_owned(), name.to_owned())) else { return };
        let port = service.get("port").and_then(|port| port.get("name")).and_then(Json::as_str);
        if let Some(number) = port.and_then(|name| known.get(name)).cloned() {
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
