//! A page that nothing builds.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "build-script-missing",
    severity: Severity::Error,
    summary: "nothing makes the folder that nginx serves",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`static` is a folder that the build makes: of Node by the script `build` of `package.json`, unless `build_command` says another.

Source: <https://docs.npmjs.com/cli/commands/npm-run>

```toml fail
[images.web]
context = "no-script"
runtime = "node:24"
static  = "dist"

[services.web]
image = "web"
port  = 8080
```

```toml pass
[images.web]
context       = "no-script"
runtime       = "node:24"
static        = "dist"
build_command = "node build.js"

[services.web]
image = "web"
port  = 8080
```

Add the script to `package.json`, or write `build_command`.
"#;
