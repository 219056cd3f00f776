//! The stage `smoke_test`, which asks for public pages after the rollout.

use crate::lang::shell;
use crate::model::Ingress;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::check;
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::{BuiltInSteps, StageKind, Step};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::Scheme;
use crate::value::ProjectPath;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "smoke_test",
    title: "Smoke test",
    options: &["url"],
    by_itself: false,
    part_of: Some("deploy"),
    plugin: None,
    idle,
    plan,
};

fn idle(_: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    context.work.services.is_empty().then_some("nothing is deployed here")
}

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let steps = pages(cx, context)?.iter().map(|page| Step::Sh(ask(page))).collect();
    let steps = BuiltInSteps { dir: ProjectPath::root(), steps, credentials: Vec::new() };
    Some(Planned::new(StageKind::Steps(steps), [], "ask for pages"))
}

/// A load balancer may need a minute until it sends requests to new pods.
fn ask(page: &str) -> String {
    let options = "curl --fail --silent --show-error --location --output /dev/null";
    let retries = "--max-time 30 --retry 12 --retry-delay 10 --retry-all-errors";
    format!("{options} \\\n    {retries} \\\n    {}", shell::quote(page))
}

/// The pages that are asked for: the one the user names, or those of the ingresses that have a name of their own.
fn pages(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Vec<String>> {
    if let Some(url) = context.option(|stage| stage.url.as_ref()) {
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
