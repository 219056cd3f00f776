//! A build context that does not exist.
//!
//! Source: <https://docs.docker.com/build/concepts/context/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "missing-folder",
    severity: Severity::Error,
    summary: "the build context of an image is not in the repository",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`docker build` would stop at once, in the pipeline.

```toml fail
[images.web]
context = "wbe"
runtime = "node:24"
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

Create the folder, or correct the path: it is relative to the folder of `kura.toml`.
"#;
