//! What a workload calls in the cluster.

use std::collections::BTreeSet;

use super::resolver::{Resolved, Resolver};
use super::workload::Workload;
use crate::read::config::{EnvValue, Text};
use crate::value::{Port, Problem, dns_label, host_port};

/// Something a workload calls.
#[derive(Debug, Clone)]
pub enum Use {
    /// A service of this file, by key.
    Service(Text),
    /// A database, by key.
    Database(String),
    /// A Service made elsewhere.
    Elsewhere {
        /// Its namespace; `None`: the project's.
        namespace: Option<String>,
        /// Its port.
        port: Port,
    },
}

/// What is named, what the image's nginx passes requests on to, and the databases whose values the environment holds.
pub(super) fn resolve(cx: &mut Resolver<'_>, workload: &Workload<'_>) -> Resolved<Vec<Use>> {
    let named: Vec<_> = workload
        .written
        .uses
        .as_ref()
        .into_iter()
        .flat_map(|uses| uses.iter())
        .map(|name| one(cx, name))
        .collect();
    let inits = workload.written.init_containers.iter().map(|init| &init.value.env);
    let env = inits.chain([&workload.written.env]).flat_map(|env| env.iter());
    let databases = env.filter_map(|entry| match &entry.value {
        EnvValue::Reference(table) => table.database.as_ref(),
        EnvValue::Literal(_) => None,
    });
    let databases: BTreeSet<_> = databases.map(|name| name.value.clone()).collect();
    let implied = databases.into_iter().map(Use::Database).chain(proxied(cx, workload));
    named.into_iter().chain(implied.map(Some)).collect()
}

/// The services to which the nginx of a static site passes requests on.
fn proxied(cx: &Resolver<'_>, workload: &Workload<'_>) -> Vec<Use> {
    let proxy = cx.config.images.get(&workload.written.image).into_iter().flat_map(|image| &image.proxy);
    proxy.map(|entry| Use::Service(entry.value.clone())).collect()
}

fn one(cx: &mut Resolver<'_>, name: &Text) -> Resolved<Use> {
    if !name.contains(':') {
        let config = cx.config;
        if config.databases.get(name).is_some() {
            return Some(Use::Database(name.value.clone()));
        }
        if config.services.get(name).is_none() {
            let known = config.services.names().chain(config.databases.names());
            cx.unknown_reference(known, "service or database", name);
            return None;
        }
        return Some(Use::Service(name.clone()));
    }
    let used = elsewhere(name);
    if used.is_none() {
        let help = "write the name of a Service and its port, such as `orders:5003` or `orders.other-namespace:5003`; \
                    for a host outside of the cluster use `egress`";
        cx.check(Err(Problem::new(format!("`{name}` is not a Service with its port"), help)), name.span);
    }
    used
}

/// `name:port`, `name.namespace:port`, or the full name in the cluster's DNS.
fn elsewhere(text: &str) -> Option<Use> {
    let (host, port) = host_port(text).filter(|_| !text.contains("://"))?;
    let port = Port::new(i64::from(port?))?;
    let (name, rest) = host.split_once('.').unwrap_or((host, ""));
    let namespace = rest.strip_suffix(".svc.cluster.local").or(rest.strip_suffix(".svc")).unwrap_or(rest);
    let sound = dns_label(name).is_ok() && (rest.is_empty() || dns_label(namespace).is_ok());
    sound.then(|| Use::Elsewhere { namespace: (!rest.is_empty()).then(|| namespace.to_owned()), port })
}
