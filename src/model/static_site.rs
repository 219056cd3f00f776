//! A folder that nginx serves, and what it passes on.

use std::collections::BTreeMap;

use super::build::listens::listens as service_of;
use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, Text};
use crate::span::{Span, Spanned};
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
    /// The user's own server block, relative to the context.
    pub server: Option<String>,
}

pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    entry: &Entry<config::Image>,
    context: &ProjectPath,
) -> Resolved<Option<StaticSite>> {
    let image = &entry.value;
    let Some(folder) = &image.r#static else {
        let proxy = image.proxy.iter().next().map(|proxy| (proxy.key.span, "proxy"));
        let config = image.nginx_config.as_ref().map(|config| (config.span, "nginx_config"));
        let Some((span, key)) = proxy.or(config) else { return Some(None) };
        cx.report
            .error("static-missing", span, format!("`{key}` needs `static`"))
            .help(format!("add `static`, the folder that nginx serves, or remove `{key}`"));
        return None;
    };
    if folder.value.is_root() {
        cx.report
            .error("invalid-value", folder.span, "`static` is the whole build context")
            .help("name the folder that the build makes, such as `dist`");
    }
    let of_context = image.runtime.as_ref().is_some_and(|runtime| runtime.starts_with("nginx:"));
    if of_context && !cx.repository.is_folder(&context.join(&folder.value)) {
        cx.report
            .error(
                "missing-folder",
                folder.span,
                format!("there is no folder `{}`", context.join(&folder.value)),
            )
            .label("with the runtime `nginx` it is a folder of the build context")
            .help("create the folder, or name another one, relative to the context");
    }
    let port = port(cx, &entry.key, folder.span);
    let server = image.nginx_config.as_ref().map(|config| server(cx, image, config, context, port));
    let proxy: Vec<_> = image.proxy.iter().map(|prefix| proxied(cx, &entry.key, prefix)).collect();
    let proxy = proxy.into_iter().collect::<Option<BTreeMap<_, _>>>();
    let server = server.map_or(Some(None), |server| server.map(Some));
    Some(Some(StaticSite { folder: folder.value.clone(), port: port?, proxy: proxy?, server: server? }))
}

/// The user's own server block: a file of the context that listens on the service's port.
fn server(
    cx: &mut Resolver<'_>,
    image: &config::Image,
    config: &Spanned<ProjectPath>,
    context: &ProjectPath,
    port: Option<Port>,
) -> Resolved<String> {
    if let Some(proxy) = image.proxy.iter().next() {
        cx.report
            .error("exclusive-keys", proxy.key.span, "`proxy` and `nginx_config` exclude each other")
            .help("write `proxy_pass` into your server block, or remove `nginx_config`");
    }
    let Some(inside) = config.value.relative_to(context) else {
        cx.report
            .error("invalid-value", config.span, format!("`{}` is not in the build context", config.value))
            .label(format!("only what lies in `{context}` can be copied into the image"))
            .help("move the file there, or let `context` be a folder that holds it");
        return None;
    };
    if !cx.repository.is_file(&config.value) {
        cx.report
            .error("missing-file", config.span, format!("there is no file `{}`", config.value))
            .help("write a server block of nginx into it, or remove `nginx_config`");
        return None;
    }
    let text = cx.repository.read(&config.value);
    if let (Some(text), Some(port)) = (text, port)
        && !listens(&text, port)
    {
        cx.report
            .error(
                "nginx-config-mismatch",
                config.span,
                format!("`{}` does not listen on {port}", config.value),
            )
            .label("the service sends its requests to this port")
            .help(format!("write `listen {port};` into one `server {{ ... }}` block"));
        return None;
    }
    Some(inside.to_owned())
}

/// Whether a server block listens on a port; braces that do not match are none.
fn listens(text: &str, port: Port) -> bool {
    let code: String =
        text.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let count = |brace: char| code.chars().filter(|c| *c == brace).count();
    let listens = code.split(['{', '}', ';']).any(|directive| {
        let mut words = directive.split_whitespace();
        let (name, address) = (words.next(), words.next());
        let port = port.to_string();
        name == Some("listen") && address.is_some_and(|address| address.rsplit(':').next() == Some(&port))
    });
    let serves = code.split_whitespace().any(|word| word.split('{').next() == Some("server"));
    listens && serves && count('{') == count('}')
}

/// The port of the one service that runs the image.
fn port(cx: &mut Resolver<'_>, key: &str, folder: Span) -> Resolved<Port> {
    let users: Vec<_> =
        cx.config.services.iter().filter(|entry| entry.value.pod.image.value == key).collect();
    if let [first, second, ..] = users.as_slice() {
        cx.report
            .error("static-of-two-services", second.value.pod.image.span, format!("two services run `{key}`"))
            .label("nginx listens on the port of one")
            .related(first.value.pod.image.span, "the other is here")
            .help("give each an image of its own");
        return None;
    }
    let (port, _) = service_of(cx.config, key);
    // A service whose image is misspelled may be the one.
    let config = cx.config;
    let is_unknown = |image: &Text| !image.contains(['/', ':', '@']) && config.images.get(image).is_none();
    if port.is_none() && !config.services.iter().any(|entry| is_unknown(&entry.value.pod.image)) {
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
    if service.pod.image.value == image {
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
    let name = service.service_name.as_ref().or(service.pod.name.as_ref()).unwrap_or(&entry.value);
    Some((entry.key.value.clone(), format!("http://{name}:{port}")))
}
