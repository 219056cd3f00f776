//! An image that nobody knows how to start.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "command-missing",
    severity: Severity::Error,
    summary: "kura cannot tell what starts an image",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
kura knows the production command of Django, FastAPI, Flask, Next.js, Nuxt, Nest, Spring Boot, Quarkus, ASP.NET Core, Rails, Rack, and of a Go or Rust package with one binary; of Node also the script `start` if it is `node <file>`. It guesses nothing else: a container with the wrong command fails in the cluster.

```toml fail
[images.api]
context = "api"
runtime = "python:3.13"

[services.api]
image = "api"
```

```toml pass
[images.api]
context = "api"
runtime = "python:3.13"
command = ["python", "-m", "shop"]

[services.api]
image = "api"
```

Write `command`, the program and its arguments, or name the `framework`.
"#;
