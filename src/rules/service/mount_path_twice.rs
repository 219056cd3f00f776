//! Two volumes at one path.
//!
//! Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "mount-path-twice",
    severity: Severity::Error,
    summary: "two volumes are mounted at one path",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Kubernetes refuses a container with two mounts at the same path.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.web.volumes]
one = { mount_path = "/data" }
two = { mount_path = "/data" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.web.volumes]
one = { mount_path = "/data" }
two = { mount_path = "/cache" }
```

Choose another path for one of them.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for pod in model.pods() {
        let mut paths: Vec<&Text> = pod.volumes.values().map(|volume| &volume.mount_path).collect();
        paths.sort_by_key(|path| path.span);
        let mut seen = BTreeMap::new();
        for path in paths {
            if let Some(other) = seen.insert(path.trim_end_matches('/'), path.span) {
                findings
                    .at(path.span, format!("two volumes are mounted at `{path}`"))
                    .related(other, "the other is here")
                    .help("choose another path for one of them");
            }
        }
    }
}
