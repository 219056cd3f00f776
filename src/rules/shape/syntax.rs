//! A text that is no TOML.
//!
//! Source: <https://toml.io/en/v1.0.0>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "syntax",
    severity: Severity::Error,
    summary: "the file is not TOML",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Nothing can be read from a line that is not TOML; kura goes on behind it, to report the other mistakes of the file too.

```toml fail
[kubernetes
namespace = "shop"
```

```toml pass
[kubernetes]
namespace = "shop"
```

Mend the syntax at the place that is underlined.
"#;
