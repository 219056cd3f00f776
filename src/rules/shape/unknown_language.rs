//! A version of the language that is unknown.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unknown-language",
    severity: Severity::Error,
    summary: "the file is written in a version of the language that this kura does not know",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A newer version may have keys that this kura would take for mistakes, or understand differently.

```toml fail
kura = 2

[project]
name = "shop"
```

```toml pass
kura = 1

[project]
name = "shop"
```

Write the version that the message names, or install a newer kura.
"#;
