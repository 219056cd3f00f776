//! What cannot be written cannot be replaced by an attacker.
//!
//! Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "writable-root-filesystem",
    severity: Severity::Warning,
    summary: "containers can write everywhere in their file system",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Who gets into the container can replace the program itself, and what the program writes there is lost with the pod without anybody noticing.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000, read_only_root_filesystem = false }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
volumes          = { cache = { mount_path = "/var/cache/web" } }
```

Remove the key, and mount a volume where the program writes; `/tmp` is writable in every pod.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for pod in model.pods() {
        let read_only = &pod.security_context.read_only_root_filesystem;
        if !read_only.value {
            findings
                .at(read_only.span, format!("the containers of `{}` can write everywhere", pod.name()))
                .help("remove the key, and add a volume where the program writes; `/tmp` is writable anyway");
        }
    }
}
