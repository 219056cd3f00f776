//! A role is taken, and AWS is called, by HTTPS.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html>

use crate::diagnostic::Severity;
use crate::model::{Iam, Model, Pod};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "permissions-out-of-reach",
    severity: Severity::Warning,
    summary: "a workload has permissions in AWS, and its network policy lets it call nothing there",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With IRSA a pod asks STS for its credentials, and then calls the service that it may use: both listen on port 443, and `egress` admits none of it. The program would wait for a time-out.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
egress           = []
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
egress           = ["10.0.0.0/16:443"]
iam              = { policies = ["AmazonS3ReadOnlyAccess"] }

[cluster]
version  = "1.35"
existing = true

[terraform]
backend = { bucket = "acme-state" }
```

Add the range of the VPC where it has endpoints of AWS, as here, else `"0.0.0.0/0:443"`.
"#;

/// The port of every endpoint of AWS.
const HTTPS: u16 = 443;

fn check(model: &Model, findings: &mut Findings) {
    if !model.kubernetes.network_policies {
        return;
    }
    for (_, pod, iam) in model.workloads() {
        if let Some(iam) = iam.filter(|_| is_closed(pod)) {
            report(iam, findings);
        }
    }
}

fn is_closed(pod: &Pod) -> bool {
    pod.egress.iter().all(|way| way.port.number() != HTTPS)
}

fn report(iam: &Iam, findings: &mut Findings) {
    findings
        .at(iam.span, "the pods cannot call AWS")
        .label("`egress` lets nothing out to port 443")
        .help("add `\"0.0.0.0/0:443\"` to `egress`, or the range in which the VPC has endpoints of AWS");
}
