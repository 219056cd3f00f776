//! A name of DNS must be exact.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::diagnostic::nearest;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::value::host_port;

pub(super) const RULE: Rule = Rule {
    name: "misspelled-service",
    severity: Severity::Warning,
    summary: "a variable names a host that is almost a Service",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The name does not exist in the cluster's DNS, and the program finds out when it first connects.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
uses             = ["cache"]
env              = { CACHE_URL = "redis://cahce:6379" }

[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
uses             = ["cache"]
env              = { CACHE_URL = "redis://cache:6379" }

[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }
```

Write the name of the Service: `service_name`, or the key.
"#;

/// More hosts or Services than these are compared in no file that a person writes.
const COMPARED: usize = 1000;

fn check(model: &Model, findings: &mut Findings) {
    let hosts = model.hosts();
    for (host, span) in unknown(model).into_iter().take(COMPARED) {
        let near = nearest(host, hosts.keys().copied().take(COMPARED));
        let Some((near, service)) = near.and_then(|near| hosts.get_key_value(near)) else { continue };
        let name = service.network_service.as_ref().map_or(service.key.span, |network| network.name.span);
        findings
            .at(span, format!("there is no service `{host}`"))
            .label(format!("did you mean `{near}`?"))
            .related(name, "its Service has this name")
            .help(format!("write `{near}` instead"));
    }
}

/// Hosts that are no Service, and where they are named.
fn unknown(model: &Model) -> BTreeSet<(&str, Span)> {
    let hosts = model.hosts();
    let named = model.texts().filter_map(|(text, span)| Some((host_port(text)?.0, span)));
    // A short name has too many neighbours, and one with a dot is a host elsewhere.
    let own = |host: &str| host.len() >= 4 && !host.contains('.') && host != "localhost";
    named.filter(|(host, _)| own(host) && !hosts.contains_key(host)).collect()
}
