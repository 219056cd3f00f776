//! A file that is no text in UTF-8.
//!
//! Source: <https://toml.io/en/v1.0.0#spec>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "not-utf-8",
    severity: Severity::Error,
    summary: "the file is not UTF-8",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r"
TOML is UTF-8, and so are all files that kura writes; a file in another encoding would be misread from the first special character on.

```text
The byte E4, which is `ä` in Latin-1, is no character in UTF-8.
```

Save the file with the encoding UTF-8.
";
