//! What the user adds to the manifests must be what Kubernetes takes.
//!
//! Source: <https://kubernetes.io/docs/reference/kubernetes-api/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "invalid-manifest",
    severity: Severity::Error,
    summary: "a patch or a manifest of your own is not what Kubernetes takes",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`[kubernetes.merge]` and the files of `kubernetes.manifests` are held against the schemas of the cluster's version, in which an unknown field is an error: `kubectl` would refuse it, or drop it without a word.
A patch names an object that kura writes, by kind and name; a manifest must not be a second object of the same name, and names its namespace: without one, `kubectl` takes the kubeconfig's. Neither holds the value of a secret, or a container that the Pod Security level of the namespace refuses. Custom resources of others are copied as they are.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[kubernetes.merge.Deployment.web.spec]
minReadySecond = 5
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[kubernetes.merge.Deployment.web.spec]
minReadySeconds = 5
```

`kubectl explain` knows every field.
"#;
