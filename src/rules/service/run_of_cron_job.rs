//! A job is run by the pipeline, or by Kubernetes at its times.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "run-of-cron-job",
    severity: Severity::Error,
    summary: "a job has a schedule, and is to be run by the pipeline too",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A CronJob is only declared by the pipeline; Kubernetes starts it when its time has come.

```toml fail
[jobs.backup]
image            = "ghcr.io/acme/backup:1.4"
security_context = { run_as_user = 1000 }
schedule         = "0 3 * * *"
run              = "after_deploy"
```

```toml pass
[jobs.backup]
image            = "ghcr.io/acme/backup:1.4"
security_context = { run_as_user = 1000 }
schedule         = "0 3 * * *"
```

Remove one of the two; for both, declare two jobs.
"#;
