//! A key that only holds where kura writes the Dockerfile.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "runtime-missing",
    severity: Severity::Error,
    summary: "a key describes a Dockerfile of kura's, and the Dockerfile is yours",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Without `runtime` kura leaves your Dockerfile alone, and the key would have no effect.

```toml fail
[images.web]
context = "hand-written"
command = ["node", "server.js"]

[services.web]
image = "web"
```

```toml pass
[images.web]
context = "web"
runtime = "node:24"
command = ["node", "server.js"]

[services.web]
image = "web"
```

Add `runtime`, and kura writes the Dockerfile; or remove the key, and say it in your Dockerfile.
"#;
