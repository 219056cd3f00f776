//! A file that a build needs and does not have.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "missing-file",
    severity: Severity::Error,
    summary: "a file that an image is built from is not in the repository",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A Dockerfile of yours has to be there; one of kura's installs what a lock file names, and nothing else, so that two builds are the same.

```toml fail
[images.api]
context = "web"
runtime = "python:3.13"
command = ["gunicorn", "app"]
```

```toml pass
[images.api]
context = "api"
runtime = "python:3.13"
command = ["gunicorn", "app"]

[services.api]
image = "api"
```

Add the file, or correct the path.
"#;
