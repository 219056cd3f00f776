//! A repository of Docker Hub that is nobody's.
//!
//! Source: <https://docs.docker.com/docker-hub/image-library/trusted-content/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "repository-without-namespace",
    severity: Severity::Error,
    summary: "an image is pushed to Docker Hub without a namespace",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
On Docker Hub a repository without a namespace is one of Docker's own images, and the push at the end of the build is refused.

```toml fail
[images.web]
context = "hand-written"

[services.web]
image = "web"

[registry]
credentials = "dockerhub"

[jenkins]

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[images.web]
context = "hand-written"

[services.web]
image = "web"

[registry]
namespace   = "acme"
credentials = "dockerhub"

[jenkins]

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Set `namespace` in `[registry]`, or `repository = "<namespace>/<name>"` for one image.
"#;
