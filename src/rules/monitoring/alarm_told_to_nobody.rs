//! An alarm that nobody hears of is none.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "alarm-told-to-nobody",
    severity: Severity::Warning,
    summary: "there are alarms, and nobody is told of them",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The alarms go to an SNS topic; without a subscription it tells nobody.

```toml fail
[monitoring]
alarms = { load_balancer_5xx = true }
```

```toml pass
[monitoring]
email  = ["ops@example.com"]
alarms = { load_balancer_5xx = true }
```

Add `monitoring.email`. Where something else subscribes to the topic, such as a chat, allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let monitoring = &model.monitoring;
    if !monitoring.alarms.is_empty() && monitoring.email.is_empty() {
        findings
            .at(monitoring.span, "nobody is told of the alarms")
            .help("add `email = [\"ops@example.com\"]`");
    }
}
