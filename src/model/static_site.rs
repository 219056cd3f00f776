//! A folder that nginx serves, and what it passes on.

use std::collections::BTreeMap;

use super::build;
use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, Text};
use crate::span::Span;
use crate::value::{Port, ProjectPath};

/// A folder that nginx serves.
#[derive(Debug, Clone)]
pub struct StaticSite {
    /// The folder, relative to the context, that the build makes.
    pub folder: ProjectPath,
    /// Port nginx listens on.
    pub port: Port,
    /// Path prefix -> `http://<Service>:<port>` it is passed to.
    pub proxy: BTreeMap<String, String>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>, entry: &Entry<config::Image>) -> Resolved<Option<StaticSite>> {
    let image = &entry.value;
    let Some(folder) = &image.r#static else {
        if let Some(proxy) = image.proxy.iter().next() {
            cx.report
                .error("static-missing", proxy.key.span, "`proxy` needs `static`")
                .help("add `static`, the folder that nginx serves, or remove `proxy`");
            return None;
        }
        return Some(None);
    };
    if folder.value.is_root() {
        cx.report
            .error("invalid-value", folder.span, "`static` is the whole build context")
            .help("name the folder that the build makes, such as `dist`");
    }
    let port = port(cx, &entry.key, folder.span);
    let proxy: Vec<_> = image.proxy.iter().map(|prefix| proxied(cx, &entry.key, prefix)).collect();
    let proxy = proxy.into_iter().collect::<Option<BTreeMap<_, _>>>();
    Some(Some(StaticSite { folder: folder.value.clone(), port: port?, proxy: proxy? }))
}

/// The port of the one service that runs the image.
fn port(cx: &mut Resolver<'_>, key: &str, folder: Span) -> Resolved<Port> {
    let users: Vec<_> = cx.config.services.iter().filter(|entry| entry.value.image.value == key).collect();
    if let [first, second, ..] = users.as_slice() {
        cx.report
            .error("static-of-two-services", second.value.image.span, format!("two services run `{key}`"))
            .label("nginx listens on the port of one")
            .related(first.value.image.span, "the other is here")
            .help("give each an image of its own");
        return None;
    }
    let (port, _) = build::listens(cx.config, key);
    if port.is_none() {
        cx.report
            .error("static-without-service", folder, format!("no service says on which port `{key}` listens"))
            .help(format!("add a service with `image = \"{key}\"` and a `port`"));
    }
    port
}

fn proxied(cx: &mut Resolver<'_>, image: &str, entry: &Entry<Text>) -> Resolved<(String, String)> {
    let sound = |c: char| c.is_ascii_alphanumeric() || "/-_.~%".contains(c);
    if !entry.key.starts_with('/') || !entry.key.chars().all(sound) {
        cx.report
            .error("invalid-value", entry.key.span, format!("`{}` is not a path prefix", entry.key))
            .help("write a path that begins with `/`, such as `\"/api/\"`");
        return None;
    }
    if entry.key.value == "/" {
        cx.report
            .error("proxy-hides-site", entry.key.span, "`/` would pass every request on")
            .label("nothing is left for the files of `static`")
            .help("write a longer prefix, such as `\"/api/\"`");
        return None;
    }
    let services = &cx.config.services;
    let service = cx.find(services, "service", &entry.value)?;
    if service.image.value == image {
        cx.report
            .error("proxy-to-itself", entry.value.span, format!("`{}` runs this very image", entry.value))
            .label("nginx would pass the request to itself, again and again")
            .help("name the service that answers these requests, or remove the prefix");
        return None;
    }
    let ports: Vec<Port> = match (&service.service_port, &service.port) {
        (Some(port), _) | (None, Some(port)) => vec![port.value],
        (None, None) => service.ports.iter().map(|entry| entry.value.service_port()).collect(),
    };
    let [port] = ports.as_slice() else {
        cx.report
            .error(
                "ambiguous-port",
                entry.value.span,
                format!("the service `{}` does not have exactly one port", entry.value),
            )
            .help("nginx passes requests to the only port of a service");
        return None;
    };
    let name = service.service_name.as_ref().or(service.name.as_ref()).unwrap_or(&entry.value);
    Some((entry.key.value.clone(), format!("http://{name}:{port}")))
}
