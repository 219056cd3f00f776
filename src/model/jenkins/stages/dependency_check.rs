//! The stage `dependency_check`, which looks up known holes of dependencies; see
//! [the plugin's steps](https://plugins.jenkins.io/dependency-check-jenkins-plugin/).

use crate::lang::groovy::{command, line, literal, named};
use crate::model::jenkins::built_in::{BuiltIn, Planned, never_idle};
use crate::model::jenkins::check;
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::Step;
use crate::model::resolver::{Resolved, Resolver};
use crate::value::printable_line;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "dependency_check",
    title: "Dependency check",
    options: &["installation", "arguments"],
    by_itself: false,
    part_of: None,
    plugin: Some("dependency-check-jenkins-plugin"),
    idle: never_idle,
    plan,
};

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let installation = check::required(cx, context, "installation", |stage| stage.installation.as_ref())?;
    let arguments = context.option(|stage| stage.arguments.as_ref());
    if let Some(arguments) = arguments {
        cx.check(printable_line(arguments), arguments.span).then_some(())?;
    }
    let arguments = arguments.map_or("--scan .", |arguments| &arguments.value);
    let run =
        [named("odcInstallation", literal(installation)), named("additionalArguments", literal(arguments))];
    let report = named("pattern", literal("**/dependency-check-report.xml"));
    let steps = [command("dependencyCheck", run), command("dependencyCheckPublisher", [report])];
    let steps = steps.map(|step| Step::Jenkins(line(step)));
    Some(Planned::steps(cx, steps, [], "look up known holes"))
}
