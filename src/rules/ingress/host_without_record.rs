//! The address of a load balancer is known only once the ingress is deployed.
//!
//! Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "host-without-record",
    severity: Severity::Warning,
    summary: "nothing points hosts to their load balancer",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The load balancer controller makes the load balancer after a deployment, so Terraform cannot know where a host is to lead. The deploy stage of the pipeline writes the alias records into `tls.zone`, or [external-dns](https://kubernetes-sigs.github.io/external-dns/) does.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
host   = "shop.example.com"
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

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Add `[jenkins]`, or the chart `external-dns` to `[cluster.addons]`; or make the record by hand and allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut stages =
        model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines).flat_map(|line| &line.stages);
    if stages.any(|stage| stage.kind.rolls_out()) {
        return;
    }
    for (host, (ingress, zone)) in model.alias_records() {
        findings
            .at(zone.span, format!("nothing points `{host}` to the load balancer of `{}`", ingress.name))
            .label("no pipeline deploys to the cluster, and external-dns is not among the add-ons")
            .help("add `[jenkins]` or external-dns, or make the record by hand and allow this rule");
    }
}
