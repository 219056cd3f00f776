//! Two names for one user.
//!
//! Source: <https://plugins.jenkins.io/credentials-binding/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "username-twice",
    severity: Severity::Error,
    summary: "a login has two names of a user",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A Jenkins credential of kind `username_password` holds the user's name already; which of the two would log in?

```toml fail
[registry]
namespace   = "acme"
credentials = "login"
username    = "acme-ci"

[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins]

[secrets]
login         = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[registry]
namespace   = "acme"
credentials = "login"

[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins]

[secrets]
login         = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove `username`; or, if the credential holds a token only, set the secret's `kind` to `text`.
"#;
