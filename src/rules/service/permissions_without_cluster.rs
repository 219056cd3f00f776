//! Pods take their role in AWS through the cluster.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "permissions-without-cluster",
    severity: Severity::Error,
    summary: "a workload has permissions in AWS and there is no cluster",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Who a pod is in AWS, the cluster says: without one, the role that kura would make could be taken by nobody.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

Add `[cluster]`, or name a role that exists with `role_arn`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if model.cluster.is_some() {
        return;
    }
    for iam in model.workloads().filter_map(|(_, _, iam)| iam).filter(|iam| iam.role_arn.is_none()) {
        findings
            .at(iam.span, "there is no cluster that could give a pod this role")
            .help("add `[cluster]`, or name an existing role with `role_arn`");
    }
}
