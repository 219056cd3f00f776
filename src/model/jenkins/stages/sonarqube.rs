//! The stage `sonarqube`, which has the code analysed; see
//! [SonarQube in Jenkins](https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/ci-integration/jenkins-integration/).

use crate::lang::groovy::{
    Code, Part, block, call, command, line, list, literal, named, sh, template, timeout,
};
use crate::lang::shell;
use crate::model::jenkins::built_in::{BuiltIn, Planned, never_idle};
use crate::model::jenkins::check;
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::{StageKind, Step};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{CredentialKind, QualityGate};
use crate::value::printable_line;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "sonarqube",
    title: "SonarQube",
    options: &["server", "scanner", "project_key", "credentials", "quality_gate"],
    by_itself: false,
    part_of: None,
    plugin: Some("sonar"),
    idle: never_idle,
    plan,
};

/// Minutes that the server may take to compute a quality gate.
const GATE_MINUTES: i64 = 10;

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let server = check::required(cx, context, "server", |stage| stage.server.as_ref())?;
    let scanner = context.option(|stage| stage.scanner.as_ref());
    let project_key = context.option(|stage| stage.project_key.as_ref());
    for name in [scanner, project_key].into_iter().flatten() {
        cx.check(printable_line(name), name.span).then_some(())?;
    }
    let credentials = match context.option(|stage| stage.credentials.as_ref()) {
        Some(name) => Some(cx.credential(name, &[CredentialKind::Text])?.0.value.clone()),
        None => None,
    };
    let gate = context.options.and_then(|stage| stage.quality_gate);
    let gate = gate.map_or(QualityGate::Abort, |gate| gate.value);
    let project_key = project_key.unwrap_or(&cx.config.project.name);
    let analyse = sh(&shell::join(["sonar-scanner", &format!("-Dsonar.projectKey={project_key}")]));
    let analyse = match scanner {
        Some(scanner) => block(call("withEnv", [list([path(scanner)])]), [analyse]),
        None => analyse,
    };
    let mut arguments = vec![named("installationName", literal(server))];
    arguments.extend(credentials.as_ref().map(|id| named("credentialsId", literal(id))));
    let mut steps = vec![Step::Jenkins(block(call("withSonarQubeEnv", arguments), [analyse]))];
    if gate != QualityGate::None {
        let abort = named("abortPipeline", gate == QualityGate::Abort);
        let wait = line(command("waitForQualityGate", [abort]));
        steps.push(Step::Jenkins(block(timeout(GATE_MINUTES), [wait])));
    }
    let tools = scanner.is_none().then_some("sonar-scanner");
    let mut planned = Planned::steps(cx, steps, tools, "analyse the code");
    if let StageKind::Steps(steps) = &mut planned.kind {
        steps.credentials.extend(credentials);
    }
    Some(planned)
}

/// `PATH` with the scanner that Jenkins installs.
fn path(scanner: &str) -> Code {
    let home = Part::Call { name: "tool", argument: scanner.to_owned() };
    template([Part::Text("PATH+SCANNER=".to_owned()), home, Part::Text("/bin".to_owned())])
}
