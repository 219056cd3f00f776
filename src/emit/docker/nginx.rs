//! `<image>.nginx.conf`: the whole [configuration](https://nginx.org/en/docs/) of an nginx that serves a folder.

use crate::emit::Draft;
use crate::emit::file::HEADER;
use crate::model::{Image, StaticSite};

/// The folder that nginx serves.
pub(super) const ROOT: &str = "/usr/share/nginx/html";

/// Where an own server block lies in the image.
pub(super) const SERVER: &str = "/etc/nginx/conf.d/default.conf";

/// What does not depend on the site; only /tmp can be written to.
const GLOBAL: &str = r#"
# As many as a small container has use for; "auto" would count the node's cores.
worker_processes 2;
error_log stderr warn;
pid /tmp/nginx.pid;

events {
    worker_connections 1024;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /dev/stdout;
    server_tokens off;
    sendfile on;
    # Longer than the 60 s of an AWS load balancer, which else meets a connection that has just been closed.
    keepalive_timeout 75s;

    # The root file system is read-only.
    client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    scgi_temp_path /tmp/scgi;
    uwsgi_temp_path /tmp/uwsgi;

    gzip on;
    gzip_vary on;
    gzip_proxied any;
    gzip_types application/javascript application/json image/svg+xml text/css text/javascript;
"#;

/// The scheme of the request, as the browser sees it.
const FORWARDED: &str = r#"
    # Where a load balancer ended TLS, it has already said so.
    map $http_x_forwarded_proto $forwarded_proto {
        default $http_x_forwarded_proto;
        "" $scheme;
    }
"#;

/// The configuration's name in the context, where `COPY` finds it.
///
/// It does not begin with the Dockerfile's, or linters would read it as one.
pub(super) fn file_name(image: &Image) -> String {
    format!("{}.nginx.conf", image.key)
}

/// The configuration of an image.
pub(super) fn file<'m>(image: &'m Image, site: &'m StaticSite) -> Draft<'m> {
    Draft::new(image.context.file(&file_name(image)), || text(site))
}

fn text(site: &StaticSite) -> String {
    let mut text = format!("# {HEADER}\n{GLOBAL}");
    if !site.proxy.is_empty() {
        text += FORWARDED;
    }
    if site.server.is_some() {
        text += "
    # `nginx_config` of kura.toml.
    include ";
        text += SERVER;
        text += ";
";
    } else {
        text += &server(site);
    }
    text + "}\n"
}

fn server(site: &StaticSite) -> String {
    let port = site.port;
    let proxies: String = site.proxy.iter().map(|(prefix, target)| proxy(prefix, target)).collect();
    format!(
        r"
    server {{
        # IPv4 only: nginx would not start with [::] where the kernel has no IPv6.
        listen {port};
        root {ROOT};
        # A redirect to http://<host>:{port} would lead past the load balancer.
        absolute_redirect off;

        location / {{
            # A path that is no file belongs to the page's own router.
            try_files $uri $uri/ /index.html;
            # Not every file has a hash in its name: browsers ask each time, and mostly hear 304.
            add_header Cache-Control no-cache;
            add_header X-Content-Type-Options nosniff;
        }}

        # A file that is missing: the page in its place would be taken for a script or an image.
        location ~* \.[a-z0-9]+$ {{
            try_files $uri =404;
            add_header Cache-Control no-cache;
            add_header X-Content-Type-Options nosniff;
        }}
{proxies}    }}
"
    )
}

/// Passes a prefix on, the path unchanged.
fn proxy(prefix: &str, target: &str) -> String {
    format!(
        r#"
        # Also where the path ends like a file's.
        location ^~ {prefix} {{
            proxy_pass {target};
            # What a form uploads may be larger than nginx's 1m.
            client_max_body_size 10m;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto $forwarded_proto;
        }}
"#
    )
}
