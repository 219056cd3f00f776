//! A framework without the server that runs it.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "production-server-missing",
    severity: Severity::Error,
    summary: "the production server of a framework is not installed",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A framework brings a server for development; that of production is a dependency like any other: gunicorn for Django and Flask, uvicorn for FastAPI, Puma for Rails and Rack, the plugin that makes an executable jar for Spring Boot.

Source: <https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/gunicorn/>
Source: <https://fastapi.tiangolo.com/deployment/manually/>

```toml fail
[images.api]
context = "no-gunicorn"
runtime = "python:3.13"

[services.api]
image = "api"
port  = 8000
```

```toml pass
[images.api]
context = "django"
runtime = "python:3.13"

[services.api]
image = "api"
port  = 8000
```

Add the server to the manifest and its lock file, or write `command`.
"#;
