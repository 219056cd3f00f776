//! Yarn without a folder of modules.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unsupported-linker",
    severity: Severity::Error,
    summary: "Yarn makes no `node_modules` for `node` to find",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
By default Yarn 2 and newer leave modules in archives that only a Node started by Yarn can read (Plug'n'Play); the image has Node alone.

Source: <https://yarnpkg.com/configuration/yarnrc#nodeLinker>

```toml fail
[images.web]
context = "plug-n-play"
runtime = "node:24"
command = ["node", "server.js"]

[services.web]
image = "web"
```

```toml pass
[images.web]
context = "linked"
runtime = "node:24"
command = ["node", "server.js"]

[services.web]
image = "web"
```

Write `nodeLinker: node-modules` into `.yarnrc.yml`, and run `yarn install`.
"#;
