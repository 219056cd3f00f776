//! A key of the language that is still to be built.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "not-supported-yet",
    severity: Severity::Error,
    summary: "the file asks for something that kura cannot compile yet",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r"
The language is settled before everything in it is built. To leave a part out in silence would be worse than to say so.

```toml fail
[environments.prod]
services = {}
```

```toml pass
[services]
```

Remove the key for now, or do what the help says instead.
";
