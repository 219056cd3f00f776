//! Ports of a service: of its container, and of its Service.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver};
use crate::read::config::{self, PortEntry, Protocol};
use crate::read::{Entry, Named};
use crate::span::{Span, Spanned};
use crate::value::{Port, Problem, dns_label};

/// A port of a container and of its Service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePort {
    /// Its name.
    pub name: String,
    /// Port of the container.
    pub port: Port,
    /// Port of the Service.
    pub service_port: Port,
    /// Fixed port on the nodes.
    pub node_port: Option<Port>,
    /// Its protocol.
    pub protocol: Protocol,
}

pub(super) fn resolve(cx: &mut Resolver<'_>, service: &config::Service) -> Resolved<Vec<ServicePort>> {
    if let Some(port) = &service.port {
        return Some(vec![ServicePort {
            name: "http".to_owned(),
            port: port.value,
            service_port: service.service_port.as_ref().unwrap_or(port).value,
            node_port: node_port(cx, service.node_port.as_ref())?,
            protocol: Protocol::Tcp,
        }]);
    }
    for (key, name) in [(&service.service_port, "service_port"), (&service.node_port, "node_port")] {
        if let Some(key) = key {
            cx.report
                .error("port-missing", key.span, format!("`{name}` needs `port`"))
                .help(format!("add `port`, or say `{name}` in the table of one of `ports`"));
        }
    }
    let resolved: Vec<_> = service.ports.iter().map(|entry| named_port(cx, entry)).collect();
    let mut ports: Vec<ServicePort> = resolved.into_iter().collect::<Option<_>>()?;
    // Order never matters in kura.toml; the port called `http` is the main one.
    ports.sort_by(|a, b| (a.name != "http", &a.name).cmp(&(b.name != "http", &b.name)));
    unique_ports(cx, &service.ports, &ports);
    Some(ports)
}

/// A port of the nodes leads to one Service; within one it may be there for TCP and for UDP.
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>
pub(super) fn unique_node_ports(cx: &mut Resolver<'_>) {
    let config = cx.config;
    let mut seen: BTreeMap<Port, (&str, Protocol, Span)> = BTreeMap::new();
    for entry in &config.services {
        for (port, protocol) in node_ports(&entry.value) {
            let Some((other, other_protocol, first)) =
                seen.insert(port.value, (&entry.key, protocol, port.span))
            else {
                continue;
            };
            if other != entry.key.value || other_protocol == protocol {
                cx.report
                    .error("node-port-twice", port.span, format!("two ports are port {port} of the nodes"))
                    .related(first, "the other is here")
                    .help("choose another port, or remove the key: Kubernetes assigns one");
            }
        }
    }
}

fn node_ports(service: &config::Service) -> Vec<(&Spanned<Port>, Protocol)> {
    let main = service.node_port.as_ref().map(|port| (port, Protocol::Tcp));
    let named = service.ports.iter().filter_map(|entry| match &entry.value {
        PortEntry::Table(table) => {
            let protocol = table.protocol.as_ref().map_or(Protocol::Tcp, |protocol| protocol.value);
            Some((table.node_port.as_ref()?, protocol))
        }
        PortEntry::Port(_) => None,
    });
    main.into_iter().chain(named).collect()
}

/// Kubernetes refuses two ports of a Service with the same number and protocol.
fn unique_ports(cx: &mut Resolver<'_>, written: &Named<PortEntry>, ports: &[ServicePort]) {
    let mut seen = BTreeMap::new();
    for port in ports {
        if let Some(other) = seen.insert((port.service_port, port.protocol), &port.name)
            && let Some(entry) = written.iter().find(|entry| entry.key.value == port.name)
        {
            cx.report
                .error(
                    "port-twice",
                    entry.key.span,
                    format!("`{other}` and `{}` are the same port of the Service", port.name),
                )
                .help("give one of them another `service_port`");
        }
    }
}

fn named_port(cx: &mut Resolver<'_>, entry: &Entry<PortEntry>) -> Resolved<ServicePort> {
    let named = cx.check(port_name(&entry.key), entry.key.span);
    let port = match &entry.value {
        PortEntry::Port(port) => ServicePort {
            name: entry.key.value.clone(),
            port: port.value,
            service_port: port.value,
            node_port: None,
            protocol: Protocol::Tcp,
        },
        PortEntry::Table(table) => ServicePort {
            name: entry.key.value.clone(),
            port: table.port.value,
            service_port: table.service_port.as_ref().unwrap_or(&table.port).value,
            node_port: node_port(cx, table.node_port.as_ref())?,
            protocol: table.protocol.as_ref().map_or(Protocol::Tcp, |protocol| protocol.value),
        },
    };
    named.then_some(port)
}

/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>
fn node_port(cx: &mut Resolver<'_>, written: Option<&Spanned<Port>>) -> Resolved<Option<Port>> {
    let Some(port) = written else { return Some(None) };
    if (30000..=32767).contains(&port.number()) {
        return Some(Some(port.value));
    }
    cx.report
        .error("node-port-out-of-range", port.span, format!("{port} is not a port for nodes"))
        .help("choose a port from 30000 to 32767, or remove the key: Kubernetes assigns one");
    None
}

/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports> (`IANA_SVC_NAME`)
fn port_name(name: &str) -> Result<(), Problem> {
    let sound =
        name.len() <= 15 && !name.contains("--") && name.bytes().any(|byte| byte.is_ascii_lowercase());
    if sound && dns_label(name).is_ok() {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{name}` as the name of a port"),
        "use lowercase letters, digits and single `-`, at most 15 of them, with a letter among them",
    ))
}
