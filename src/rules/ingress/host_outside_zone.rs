//! A zone holds the records of its own domain.
//!
//! Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "host-outside-zone",
    severity: Severity::Error,
    summary: "a host is not in the zone that is to hold its record",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`tls.zone` gets an alias record of every host, and with `certificate = "acm"` also the records by which ACM sees whose the hosts are. A zone holds what ends in its name.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
host   = "shop.example.org"
routes = { "/" = "web" }
tls    = { certificate = "acm", zone = "example.com" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
host   = "shop.example.com"
routes = { "/" = "web" }
tls    = { certificate = "acm", zone = "example.com" }

[checks.rules]
host-without-record = { severity = "allow", reason = "the record is made by hand" }
```

Name the zone of the hosts. Hosts of two zones need two ingresses; those of one `group` share a load balancer.
"#;
