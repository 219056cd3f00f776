//! Stages that look at the code and at what it depends on.

use super::kind::Context;
use super::stage::{DependencyCheck, Scan, Sonarqube};
use crate::model::resolver::{Resolver, is_on};
use crate::read::config::{self, CredentialKind, QualityGate, Text};
use crate::value::printable_line;

fn text(options: Option<&config::Stage>, key: fn(&config::Stage) -> Option<&Text>) -> Option<&Text> {
    options.and_then(key)
}

/// A name of something in Jenkins, which the stage needs.
fn required<'a>(
    cx: &mut Resolver<'_>,
    context: &Context<'a, '_>,
    name: &str,
    key: fn(&config::Stage) -> Option<&Text>,
) -> Option<&'a Text> {
    let found = text(context.options, key);
    if found.is_none() {
        cx.report
            .error("missing-key", context.span, format!("`{name}` is missing"))
            .label(format!("this stage needs the key `{name}`"))
            .help(format!("add `{name} = \"...\"`: its name in Jenkins"));
    }
    found.filter(|found| cx.check(printable_line(found), found.span))
}

pub(super) fn sonarqube(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Option<Sonarqube> {
    let server = required(cx, context, "server", |stage| stage.server.as_ref())?;
    let scanner = text(context.options, |stage| stage.scanner.as_ref());
    let project_key = text(context.options, |stage| stage.project_key.as_ref());
    for name in [scanner, project_key].into_iter().flatten() {
        cx.check(printable_line(name), name.span).then_some(())?;
    }
    let credentials = match text(context.options, |stage| stage.credentials.as_ref()) {
        Some(name) => Some(cx.credential(name, &[CredentialKind::Text])?.0.value.clone()),
        None => None,
    };
    let gate = context.options.and_then(|stage| stage.quality_gate);
    Some(Sonarqube {
        server: server.value.clone(),
        scanner: scanner.map(|name| name.value.clone()),
        project_key: project_key.unwrap_or(&cx.config.project.name).value.clone(),
        credentials,
        quality_gate: gate.map_or(QualityGate::Abort, |gate| gate.value),
    })
}

pub(super) fn dependency_check(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Option<DependencyCheck> {
    let installation = required(cx, context, "installation", |stage| stage.installation.as_ref())?;
    let arguments = text(context.options, |stage| stage.arguments.as_ref());
    if let Some(arguments) = arguments {
        cx.check(printable_line(arguments), arguments.span).then_some(())?;
    }
    Some(DependencyCheck {
        installation: installation.value.clone(),
        arguments: arguments.map_or("--scan .", |arguments| &arguments.value).to_owned(),
    })
}

/// Trivy's severities.
///
/// Source: <https://trivy.dev/latest/docs/scanner/vulnerability/#severity-selection>
const SEVERITIES: [&str; 5] = ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

pub(super) fn scan(cx: &mut Resolver<'_>, options: Option<&config::Stage>) -> Option<Scan> {
    let written = text(options, |stage| stage.severity.as_ref());
    let severity = written.map_or("HIGH,CRITICAL", |severity| &severity.value);
    if let (Some(written), Some(unknown)) =
        (written, severity.split(',').find(|word| !SEVERITIES.contains(word)))
    {
        cx.report
            .error("invalid-value", written.span, format!("Trivy knows no severity `{unknown}`"))
            .help(format!("write one or several of {}, with commas", SEVERITIES.join(", ")));
        return None;
    }
    let fail = options.and_then(|stage| stage.fail.as_ref());
    Some(Scan { severity: severity.to_owned(), fail: is_on(fail, true) })
}
