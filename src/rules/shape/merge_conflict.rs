//! Marks of a merge that git could not finish.
//!
//! Source: <https://git-scm.com/docs/git-merge#_how_conflicts_are_presented>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "merge-conflict",
    severity: Severity::Error,
    summary: "git left marks of a merge in `kura.toml`",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Where two branches change the same lines, git writes both sides into the file, with marks around them, and leaves it to you which counts.

```toml fail
[kubernetes]
<<<<<<< HEAD
namespace = "shop"
=======
namespace = "store"
>>>>>>> main
```

```toml pass
[kubernetes]
namespace = "store"
```

Keep one side or join both, and remove the marks.
"#;
