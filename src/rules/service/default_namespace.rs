//! `default` is everybody's namespace.
//!
//! Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "default-namespace",
    severity: Severity::Warning,
    summary: "everything is put into the namespace `default`",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Everybody's `kubectl` works in it: names of different projects collide there, and no right or quota can be given to one of them.

```toml fail
[kubernetes]
namespace = "default"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

```toml pass
[kubernetes]
namespace = "shop"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

Remove the key: the project's name is the namespace then.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let namespace = &model.kubernetes.namespace;
    if namespace.value == "default" && !model.services.is_empty() {
        findings
            .at(namespace.span, "the namespace `default` is everybody's")
            .label("names of other projects collide with yours")
            .help("choose a namespace of the project's own");
    }
}
