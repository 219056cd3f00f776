//! A ServiceAccount has one role in AWS.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "role-of-two",
    severity: Severity::Error,
    summary: "two workloads of one ServiceAccount have permissions of their own",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The role in AWS belongs to the ServiceAccount, and there is one of it: the second role would be refused.

```toml fail
[defaults.services]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
service_account  = "uploader"

[services.web]
iam = { policies = ["AmazonS3ReadOnlyAccess"] }

[services.worker]
iam = { policies = ["AmazonSQSReadOnlyAccess"] }

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

```toml pass
[defaults.services]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
service_account  = "uploader"

[services.web]
iam = { policies = ["AmazonS3ReadOnlyAccess"] }

[services.worker]

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

Give each its own `service_account`, or say `iam` once.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut all: Vec<_> = model.workloads().filter_map(|(_, pod, iam)| Some((pod, iam?))).collect();
    all.sort_by_key(|(_, iam)| iam.span);
    let mut seen = BTreeMap::new();
    for (pod, iam) in all {
        let account = &pod.service_account;
        if let Some(other) = seen.insert(account.as_str(), iam.span) {
            findings
                .at(iam.span, format!("the ServiceAccount `{account}` has permissions already"))
                .related(other, "they are here")
                .help("give each its own `service_account`, or say `iam` once");
        }
    }
}
