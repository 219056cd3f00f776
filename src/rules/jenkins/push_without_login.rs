//! A registry takes images only from whom it knows.
//!
//! Source: <https://docs.docker.com/reference/cli/docker/login/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "push-without-login",
    severity: Severity::Warning,
    summary: "the pipeline pushes images without a login at the registry",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Unless the agent itself happens to be logged in, the push at the end of the build is refused, after everything was built.

```toml fail
[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins]

[registry]
namespace = "acme"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins]

[registry]
namespace   = "acme"
credentials = "dockerhub"

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Set `credentials` in `[registry]`; where the agents are logged in by other means, allow the rule and say so.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(jenkins), None, None) = (&model.jenkins, &model.registry.login, &model.registry.ecr) else {
        return;
    };
    if let Some(image) = model.images.values().next() {
        findings
            .at(jenkins.span, "the pipeline pushes images without a login")
            .related(image.key.span, format!("`{}` is pushed to `{}`", image.key, image.repository))
            .help("add `credentials = \"<a name in [secrets]>\"` to `[registry]`");
    }
}
