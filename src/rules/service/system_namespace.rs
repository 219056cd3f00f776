//! Names that begin with `kube-` are Kubernetes' own.
//!
//! Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "system-namespace",
    severity: Severity::Error,
    summary: "everything is put into a namespace of Kubernetes itself",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The pod security level and the network policies of the project would hold for the cluster's own pods: DNS and networking of the whole cluster would stop.

```toml fail
[kubernetes]
namespace = "kube-system"

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

Choose a namespace of the project's own, or remove the key: then it is called as the project.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let namespace = &model.kubernetes.namespace;
    if namespace.starts_with("kube-") {
        findings
            .at(namespace.span, format!("the namespace `{namespace}` is Kubernetes' own"))
            .label("the cluster itself would get the rules of the project")
            .help("choose a namespace of the project's own, or remove the key");
    }
}
