//! The namespace that kura makes refuses pods beyond its level.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/>

use super::unknown_capability::CAPABILITIES;
use crate::diagnostic::Severity;
use crate::model::{Model, Pod};
use crate::read::config::PodSecurity;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "pod-security-violation",
    severity: Severity::Error,
    summary: "pods ask for more than the Pod Security level of their namespace allows",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
kura labels the namespace with its Pod Security level, and Kubernetes then creates no pod that asks for more: the Deployment is there and stays empty.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000, capabilities = ["NET_ADMIN"] }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000, capabilities = ["NET_BIND_SERVICE"] }
```

Do without the right, or lower the level in `[kubernetes]`.
"#;

/// What `baseline` lets pods add.
const BASELINE: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// What `restricted` lets pods add.
const RESTRICTED: &[&str] = &["NET_BIND_SERVICE"];

fn check(model: &Model, findings: &mut Findings) {
    if !model.kubernetes.create_namespace {
        return;
    }
    let level = model.kubernetes.pod_security.value;
    for pod in model.pods() {
        if level == PodSecurity::Restricted {
            root(pod, findings);
        }
        match level {
            PodSecurity::Restricted => capabilities(pod, level, RESTRICTED, findings),
            PodSecurity::Baseline => capabilities(pod, level, BASELINE, findings),
            PodSecurity::Privileged => {}
        }
    }
}

fn root(pod: &Pod, findings: &mut Findings) {
    let non_root = &pod.security_context.run_as_non_root;
    if !non_root.value {
        findings
            .at(non_root.span, "the level `restricted` refuses containers that may run as root")
            .label(format!("no pod of `{}` would be created", pod.name()))
            .help("write `run_as_user` with the image's numeric user, or set `kubernetes.pod_security` to `baseline`");
    }
}

fn capabilities(pod: &Pod, level: PodSecurity, allowed: &[&str], findings: &mut Findings) {
    let asked = pod.security_context.capabilities.iter();
    // An unknown one is a mistake of its own.
    let known = asked.filter(|capability| CAPABILITIES.contains(&capability.as_str()));
    for capability in known.filter(|capability| !allowed.contains(&capability.as_str())) {
        let lower = if BASELINE.contains(&capability.as_str()) { "baseline" } else { "privileged" };
        findings
            .at(capability.span, format!("the level `{}` refuses `{capability}`", level.word()))
            .label(format!("no pod of `{}` would be created", pod.name()))
            .help(format!("do without it, or set `kubernetes.pod_security` to `{lower}`"));
    }
}
