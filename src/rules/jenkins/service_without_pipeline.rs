//! A service that no pipeline deploys.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "service-without-pipeline",
    severity: Severity::Warning,
    summary: "a service is in no pipeline",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With several pipelines each deploys the services it names, and leaves the others alone: this one keeps what somebody once applied by hand.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[services.api]
image            = "ghcr.io/acme/api:2.0"
security_context = { run_as_user = 1000 }

[jenkins.pipelines]
a = { jenkinsfile = "a/Jenkinsfile", services = ["web"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[services.api]
image            = "ghcr.io/acme/api:2.0"
security_context = { run_as_user = 1000 }

[jenkins.pipelines]
a = { jenkinsfile = "a/Jenkinsfile", services = ["web", "api"] }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Add it to `services` of a pipeline.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(jenkins) = &model.jenkins else { return };
    let deployed = |key: &str| jenkins.pipelines.iter().any(|pipeline| pipeline.services.contains(key));
    for service in model.services.values().filter(|service| !deployed(&service.key)) {
        findings
            .at(service.key.span, format!("no pipeline deploys `{}`", service.key))
            .help("add it to `services` of a table in `[jenkins.pipelines]`");
    }
}
