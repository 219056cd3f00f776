//! The stage `smoke_test`.

use super::check;
use super::kind::Context;
use crate::model::Ingress;
use crate::model::resolver::Resolver;
use crate::read::config::Scheme;

/// The pages that are asked for: the one the user names, or those of the ingresses that have a name of their own.
pub(super) fn pages(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Option<Vec<String>> {
    if let Some(url) = context.options.and_then(|stage| stage.url.as_ref()) {
        return cx.check(check::url(url), url.span).then(|| vec![url.value.clone()]);
    }
    let urls: Vec<_> = context.parts.ingresses.iter().flat_map(|ingress| public_pages(ingress)).collect();
    if urls.is_empty() {
        cx.report
            .error("missing-key", context.span, "`url` is missing")
            .label("no public ingress has a host that could be asked")
            .help("add `url = \"https://...\"`");
        return None;
    }
    Some(urls)
}

/// A page of each host that everybody can reach: of its shortest path.
fn public_pages(ingress: &Ingress) -> impl Iterator<Item = String> {
    let scheme = if ingress.tls.is_some() { "https" } else { "http" };
    let public = ingress.scheme.value == Scheme::InternetFacing;
    ingress.rules.iter().filter(move |_| public).filter_map(move |rule| {
        let host = rule.host.as_ref().filter(|host| !host.starts_with('*'))?;
        let path = rule.paths.last().map_or("/", |backend| &backend.path);
        Some(format!("{scheme}://{host}{path}"))
    })
}
