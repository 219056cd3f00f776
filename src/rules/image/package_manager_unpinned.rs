//! A lock file without the version of its package manager.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "package-manager-unpinned",
    severity: Severity::Error,
    summary: "`package.json` does not say which pnpm or Yarn installs it",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Node brings npm alone. Another version of pnpm or Yarn refuses the lock file, or installs something else than on the machine of who wrote it.

Source: <https://nodejs.org/api/packages.html#packagemanager>

```toml fail
[images.web]
context = "unpinned"
runtime = "node:24"
command = ["node", "server.js"]

[services.web]
image = "web"
```

```toml pass
[images.web]
context = "pinned"
runtime = "node:24"
command = ["node", "server.js"]

[services.web]
image = "web"
```

Add `packageManager` with the version to `package.json`; `corepack use pnpm` or `corepack use yarn` writes it.
"#;
