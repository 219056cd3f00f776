//! A secret in the wrong place.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "secret-lives-elsewhere",
    severity: Severity::Error,
    summary: "a secret is needed in a place where it does not live",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Jenkins cannot read what lives only in Kubernetes, and pods cannot read what lives only in Jenkins.

```toml fail
[secrets]
pull = { jenkins = "dockerhub" }

[registry]
pull_secret = "pull"
```

```toml pass
[secrets]
pull = { kubernetes = "dockerhub" }

[registry]
pull_secret = "pull"
```

Say the other place in `[secrets]`, and put the value there, or name another secret.
"#;
