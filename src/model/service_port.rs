//! Ports of a service: of its container, and of its Service.

use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, PortEntry, Protocol};
use crate::span::{Span, Spanned};
use crate::value::{Port, Problem, dns_label};

/// A port of a container and of its Service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePort {
    /// Where it is declared.
    pub span: Span,
    /// Its name.
    pub name: String,
    /// Port of the container.
    pub port: Port,
    /// Port of the Service.
    pub service_port: Port,
    /// Fixed port on the nodes.
    pub node_port: Option<Spanned<Port>>,
    /// Its protocol.
    pub protocol: Protocol,
}

pub(super) fn resolve(cx: &mut Resolver<'_>, service: &config::Service) -> Resolved<Vec<ServicePort>> {
    if let Some(port) = &service.port {
        return Some(vec![ServicePort {
            span: port.span,
            name: "http".to_owned(),
            port: port.value,
            service_port: service.service_port.as_ref().unwrap_or(port).value,
            node_port: service.node_port,
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
    Some(ports)
}

fn named_port(cx: &mut Resolver<'_>, entry: &Entry<PortEntry>) -> Resolved<ServicePort> {
    let named = cx.check(port_name(&entry.key), entry.key.span);
    let port = match &entry.value {
        PortEntry::Port(port) => ServicePort {
            span: entry.key.span,
            name: entry.key.value.clone(),
            port: port.value,
            service_port: port.value,
            node_port: None,
            protocol: Protocol::Tcp,
        },
        PortEntry::Table(table) => ServicePort {
            span: entry.key.span,
            name: entry.key.value.clone(),
            port: table.port.value,
            service_port: table.service_port.as_ref().unwrap_or(&table.port).value,
            node_port: table.node_port,
            protocol: table.protocol.as_ref().map_or(Protocol::Tcp, |protocol| protocol.value),
        },
    };
    named.then_some(port)
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
