//! A deployment of images that nobody pushes.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "deployment-without-push",
    severity: Severity::Error,
    summary: "services are deployed whose images are not pushed",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Services are deployed by the digest that was pushed in the same build. Without it the manifests name an image that does not exist.

```toml fail
[registry]
namespace   = "acme"
credentials = "dockerhub"

[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins.stages]
push = false

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[registry]
namespace   = "acme"
credentials = "dockerhub"

[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins.stages]
push   = false
deploy = false

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Leave `build` and `push` on, or turn `deploy` off too.
"#;
