//! Scans by [Trivy](https://trivy.dev/latest/docs/) and the analysis by
//! [SonarQube](https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/ci-integration/jenkins-integration/).

use super::image::{tagged, variables};
use super::scope::Scope;
use super::timeout;
use crate::emit::jenkins::sh;
use crate::lang::groovy::{Code, Node, Part, block, call, command, line, list, literal, named, template};
use crate::lang::shell;
use crate::model::{DependencyCheck, Image, Scan, Sonarqube};
use crate::read::config::QualityGate;

/// Minutes that the server may take to compute a quality gate.
const GATE_MINUTES: i64 = 10;

/// Scans the folder of `kura.toml`.
pub(super) fn files(scan: &Scan) -> String {
    format!("trivy filesystem --scanners vuln,secret,misconfig {} .", options(scan))
}

/// Scans an image before it is pushed.
pub(super) fn image(scope: Scope<'_>, image: &Image, scan: &Scan) -> String {
    format!("{}\ntrivy image {} {}", variables(scope), options(scan), tagged(scope, image))
}

fn options(scan: &Scan) -> String {
    let code = if scan.fail { "1" } else { "0" };
    shell::join(["--severity", &scan.severity, "--exit-code", code, "--no-progress"])
}

/// Steps of the stage `sonarqube`.
pub(super) fn sonarqube(options: &Sonarqube) -> Vec<Node> {
    let mut server = vec![named("installationName", literal(&options.server))];
    server.extend(options.credentials.as_ref().map(|id| named("credentialsId", literal(id))));
    let analyse = sh(&shell::join(["sonar-scanner", &format!("-Dsonar.projectKey={}", options.project_key)]));
    let analyse = match &options.scanner {
        Some(scanner) => block(call("withEnv", [list([path(scanner)])]), [analyse]),
        None => analyse,
    };
    let mut steps = vec![block(call("withSonarQubeEnv", server), [analyse])];
    if options.quality_gate != QualityGate::None {
        let abort = named("abortPipeline", options.quality_gate == QualityGate::Abort);
        steps.push(block(timeout(GATE_MINUTES), [line(command("waitForQualityGate", [abort]))]));
    }
    steps
}

/// `PATH` with the scanner that Jenkins installs.
fn path(scanner: &str) -> Code {
    let home = Part::Call { name: "tool", argument: scanner.to_owned() };
    template([Part::Text("PATH+SCANNER=".to_owned()), home, Part::Text("/bin".to_owned())])
}

/// Steps of the stage `dependency_check`.
pub(super) fn dependency_check(check: &DependencyCheck) -> Vec<Node> {
    let run = [
        named("odcInstallation", literal(&check.installation)),
        named("additionalArguments", literal(&check.arguments)),
    ];
    let report = named("pattern", literal("**/dependency-check-report.xml"));
    vec![line(command("dependencyCheck", run)), line(command("dependencyCheckPublisher", [report]))]
}
