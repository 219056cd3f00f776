//! A key that the language does not have.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unknown-key",
    severity: Severity::Error,
    summary: "a table has a key that the language does not know there",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A misspelt key would be ignored in silence, and what it asks for would be missing in the cloud.

```toml fail
[kubernetes]
name_space = "shop"
```

```toml pass
[kubernetes]
namespace = "shop"
```

Write the key as in the reference; kura suggests the nearest one.
"#;
