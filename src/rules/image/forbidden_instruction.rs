//! An instruction that is kura's to write.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "forbidden-instruction",
    severity: Severity::Error,
    summary: "`instructions` has a line that kura writes itself",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The base images, the user, the port, the health check and the command agree with the service and its manifests; a second one would win over them in silence.

Source: <https://docs.docker.com/reference/dockerfile/>

```toml fail
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { final_end = ["USER root"] }

[services.api]
image = "api"
```

```toml pass
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { final_end = ["RUN install -d -o 10001 /srv/uploads"] }

[services.api]
image = "api"
```

Write the key that the instruction comes from, or the Dockerfile yourself, without `runtime`.
"#;
