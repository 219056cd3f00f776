//! A file that is larger than kura reads.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "file-too-large",
    severity: Severity::Error,
    summary: "the file is larger than 16 MiB",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r"
No person writes so much: it is another file, or a generator went wrong. A project of thousands of services has less than 1 MiB.

```text
$ head --bytes 20M /dev/urandom > kura.toml
```

Split it into several projects, each with a kura.toml of its own.
";
