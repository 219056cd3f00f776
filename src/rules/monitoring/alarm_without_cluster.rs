//! What a cluster measures cannot be watched without one.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "alarm-without-cluster",
    severity: Severity::Error,
    summary: "an alarm watches nodes or pods and there is no cluster",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Alarms about nodes, pods and their logs read what the cluster's own agent measures.

```toml fail
[monitoring]
email  = ["ops@example.com"]
alarms = { node_cpu = true }
```

```toml pass
[monitoring]
email  = ["ops@example.com"]
alarms = { load_balancer_5xx = true }
```

Add `[cluster]`, or remove the alarm.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if model.cluster.is_some() {
        return;
    }
    for alarm in model.monitoring.alarms.values().filter(|alarm| alarm.needs_container_insights()) {
        findings
            .at(alarm.name.span, format!("there is no cluster for the alarm `{}`", alarm.name))
            .help("add `[cluster]`, or remove the alarm");
    }
}
