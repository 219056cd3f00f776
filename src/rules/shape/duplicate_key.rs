//! A key or a table that is written twice.
//!
//! Source: <https://toml.io/en/v1.0.0#keyvalue-pair>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-key",
    severity: Severity::Error,
    summary: "a key or a table is written twice",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
TOML lets a key and a table be written once, because nobody could say which of the two counts.

```toml fail
[kubernetes]
namespace = "shop"
namespace = "store"
```

```toml pass
[kubernetes]
namespace = "shop"
```

Remove one of the two, or put the keys of both tables under one header.
"#;
