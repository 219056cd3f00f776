//! An inline table to which something is added later.
//!
//! Source: <https://toml.io/en/v1.0.0#inline-table>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "inline-table-extended",
    severity: Severity::Error,
    summary: "something is added to a table that was written in braces",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A table in braces is complete: TOML lets nothing be added to it, neither by a header nor by a dotted key.

```toml fail
[services]
web = { image = "ghcr.io/acme/web:1.4", port = 8080, security_context = { run_as_user = 1000 } }

[services.web.env]
MODE = "production"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.web.env]
MODE = "production"
```

Put the new keys between the braces, or write the table under a header of its own.
"#;
