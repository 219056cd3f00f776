//! A value whose name says that it is a secret must not be written into a file of the repository.
//!
//! Source: <https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password>
//! Source: <https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/>

use std::collections::BTreeMap;

use crate::diagnostic::{LITERAL_PASSWORD, Severity};
use crate::model::{EnvVar, ImageSource, Jenkins, Model, ParameterValue, Pod};
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};
use crate::secret::{is_password, manifest_secrets, written_passwords};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    name: LITERAL_PASSWORD,
    severity: Severity::Error,
    summary: "a variable that is named as a secret has its value in kura.toml",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Who can read the repository, the manifest or the image can read it, and history keeps it after it was removed. Of an image even `build_args` stay in the image's history. The same holds for a text that writes a password out: `docker login -p ...`, `--password=...`, `Authorization: Bearer ...`, `password: ...` in a file of settings.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DB_PASSWORD = "hunter2" }
```

```toml pass
[secrets.db]
kubernetes = "db-login"
keys       = ["password"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DB_PASSWORD = { secret = "db" } }
```

Declare the secret in `[secrets]`, put its value where it lives (Kubernetes, Jenkins), and refer to it by name.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for container in model.pods().flat_map(Pod::containers) {
        for (name, value) in &container.env {
            if let EnvVar::Literal(value) = value {
                one(name, value, REFERENCE, findings);
            }
        }
    }
    for map in model.config_maps.values() {
        all(
            &map.data,
            "move it into a Kubernetes Secret, declare that in `[secrets]`, and refer to it",
            findings,
        );
    }
    for merge in &model.kubernetes.merge {
        for pointer in manifest_secrets(&merge.kind, &merge.patch.json) {
            let span = merge.patch.place(&pointer).unwrap_or(merge.object.span);
            report(span, "the patch holds a password".to_owned(), PATCH, findings);
        }
    }
    if let Some(jenkins) = &model.jenkins {
        pipelines(jenkins, findings);
    }
    for image in model.images.values() {
        all(&image.build_args, IMAGE, findings);
        if let ImageSource::Build(build) = &image.source {
            all(&build.env, IMAGE, findings);
            all(&build.build_env, IMAGE, findings);
        }
    }
    // What a rule above has found is told once.
    let told: Vec<_> = findings.diagnostics.iter().map(|found| found.span).collect();
    let is_told = |place: &Span| told.iter().any(|told| told.start <= place.start && place.end <= told.end);
    for place in model.passwords.iter().filter(|place| !is_told(place)) {
        report(*place, "the text holds a password".to_owned(), TEXT, findings);
    }
}

/// Values and scripts of the pipelines.
fn pipelines(jenkins: &Jenkins, findings: &mut Findings) {
    for pipeline in &jenkins.pipelines {
        all(&pipeline.environment, STAGE, findings);
        for parameter in &pipeline.parameters {
            if let ParameterValue::Text(default) = &parameter.value {
                one(&parameter.name, default, STAGE, findings);
            }
        }
    }
    for (steps, stage) in jenkins.own_steps() {
        if let Some(stage) = stage {
            all(&stage.environment, STAGE, findings);
        }
        let text = steps.text();
        if !written_passwords(text).is_empty() {
            findings
                .at(text.span, "the script holds a password")
                .label("a secret must not be written into kura.toml")
                .help("declare it in `[secrets]`, bind it in `environment` of the stage, and write `$<its variable>`");
        }
    }
}

const STAGE: &str = "declare the secret in `[secrets]`, and write `{ secret = \"<its name>\" }` in `environment` of the stage that needs it";
const PATCH: &str = "declare the secret in `[secrets]`, and name it in the service's `env`";
const REFERENCE: &str = "declare the secret in `[secrets]`, and write `{ secret = \"<its name>\" }` here";
const TEXT: &str =
    "declare the secret in `[secrets]`, and let the program read it from its environment or from a file";
const IMAGE: &str = "keep it out of the image: give it to the service as `{ secret = \"<its name>\" }`";

fn all(values: &BTreeMap<String, Text>, help: &str, findings: &mut Findings) {
    for (name, value) in values {
        one(name, value, help, findings);
    }
}

fn one(name: &str, value: &Text, help: &str, findings: &mut Findings) {
    if is_password(name, value) {
        report(value.span, format!("the value of `{name}` stands in the file"), help, findings);
    }
}

fn report(span: Span, message: String, help: &str, findings: &mut Findings) {
    findings.at(span, message).label("a secret must not be written into kura.toml").help(help);
}
