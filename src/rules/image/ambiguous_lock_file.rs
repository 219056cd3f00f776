//! Two lock files of one language.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-lock-file",
    severity: Severity::Error,
    summary: "a build context has lock files of two package managers",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
One of them is kept up to date and the other is not, and the image would be built from either.

```toml fail
[images.web]
context = "two-locks"
runtime = "node:24"
command = ["node", "server.js"]
```

```toml pass
[images.web]
context         = "two-locks"
runtime         = "node:24"
package_manager = "npm"
command         = ["node", "server.js"]

[services.web]
image = "web"
```

Remove the lock file that nobody uses, or name the `package_manager`.
"#;
