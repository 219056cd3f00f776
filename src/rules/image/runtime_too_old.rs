//! A runtime that is older than the manifest wants.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "runtime-too-old",
    severity: Severity::Error,
    summary: "an application wants a newer version of its language than `runtime`",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The build would stop, in the pipeline: `go.mod`, `pyproject.toml`, `package.json`, `pom.xml`, `Cargo.toml` and .NET projects say which version they are written for.

```toml fail
[images.api]
context = "go"
runtime = "go:1.26"

[services.api]
image = "api"
port  = 8080
```

```toml pass
[images.api]
context = "go"
runtime = "go:1.27"

[services.api]
image = "api"
port  = 8080
```

Move to the version that the manifest wants, or let the manifest want an older one.
"#;
