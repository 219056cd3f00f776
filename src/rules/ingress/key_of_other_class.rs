//! What only the controller of another class understands.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "key-of-other-class",
    severity: Severity::Error,
    summary: "a key means nothing to the controller of this class",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`scheme`, `target_type`, `group`, `tls.certificate` and `tls.zone` describe a load balancer of AWS; `inbound_cidrs` is for `alb` and `nginx`; `tls.secret_name` and `tls.cluster_issuer` are for all others.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.shop]
class  = "nginx"
scheme = "internal"
routes = { "/" = "web" }
tls    = { secret_name = "shop-tls" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.shop]
class  = "nginx"
host   = "shop.example.com"
routes = { "/" = "web" }
tls    = { secret_name = "shop-tls" }
```

Remove the key, or change the class.
"#;
