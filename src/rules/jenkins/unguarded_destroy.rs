//! A choice that destroys everything at once.
//!
//! Source: <https://developer.hashicorp.com/terraform/cli/commands/destroy>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unguarded-destroy",
    severity: Severity::Error,
    summary: "a person may choose destroy, and nobody is asked",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
With `action = "parameter"` a person chooses plan, apply or destroy from a list. One line further down, and everything is gone, unless somebody reads the plan first.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }

[jenkins.stages.terraform]
action  = "parameter"
approve = false

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }

[jenkins.stages.terraform]
action = "parameter"

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove `approve = false`.
"#;
