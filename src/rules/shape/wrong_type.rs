//! A value of the wrong type.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    summary: "a value has another type than its key",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A number is not a text, and `"80"` is not a port: kura never guesses what was meant.

```toml fail
[kubernetes]
create_namespace = "yes"
```

```toml pass
[kubernetes]
create_namespace = true
```

Write the value in the type that the message names; the reference has an example of each key.
"#;
