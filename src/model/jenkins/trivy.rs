//! What scans by [Trivy](https://trivy.dev/latest/docs/) have in common.

use super::context::Context;
use crate::lang::shell;
use crate::model::resolver::{Resolved, Resolver, is_on};

/// The options of a stage that scans.
pub(super) const OPTIONS: &[&str] = &["severity", "fail"];

/// Trivy's severities.
///
/// Source: <https://trivy.dev/latest/docs/scanner/vulnerability/#severity-selection>
const SEVERITIES: [&str; 5] = ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

/// What counts, and whether it fails the build, as words of a command line.
pub(super) fn options(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<String> {
    let written = context.option(|stage| stage.severity.as_ref());
    let severity = written.map_or("HIGH,CRITICAL", |severity| &severity.value);
    if let (Some(written), Some(unknown)) =
        (written, severity.split(',').find(|word| !SEVERITIES.contains(word)))
    {
        cx.report
            .error("invalid-value", written.span, format!("Trivy knows no severity `{unknown}`"))
            .help(format!("write one or several of {}, with commas", SEVERITIES.join(", ")));
        return None;
    }
    let code = if is_on(context.option(|stage| stage.fail.as_ref()), true) { "1" } else { "0" };
    Some(shell::join(["--severity", severity, "--exit-code", code, "--no-progress"]))
}
