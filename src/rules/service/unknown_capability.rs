//! Capabilities have fixed names, in Kubernetes without `CAP_`.
//!
//! Source: <https://man7.org/linux/man-pages/man7/capabilities.7.html>
//! Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container>

use crate::diagnostic::Severity;
use crate::diagnostic::nearest;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unknown-capability",
    severity: Severity::Error,
    summary: "a capability does not exist",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Kubernetes takes any word here, and the node then cannot start the container.

```toml fail
[kubernetes]
pod_security = "privileged"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000, capabilities = ["CAP_NET_BIND_SERVICE"] }

[checks.rules.privileged-namespace]
severity = "allow"
reason   = "shows how"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000, capabilities = ["NET_BIND_SERVICE"] }
```

Write the name as capabilities(7) has it, without `CAP_`.
"#;

/// All capabilities of Linux, as Kubernetes writes them.
pub(super) const CAPABILITIES: &[&str] = &[
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

fn check(model: &Model, findings: &mut Findings) {
    for pod in model.pods() {
        for capability in &pod.security_context.capabilities {
            if CAPABILITIES.contains(&capability.as_str()) {
                continue;
            }
            let plain = capability.to_uppercase();
            let plain = plain.strip_prefix("CAP_").unwrap_or(&plain);
            let help = nearest(plain, CAPABILITIES.iter().copied()).map_or_else(
                || "write a name of capabilities(7) without `CAP_`, such as `NET_BIND_SERVICE`".to_owned(),
                |near| format!("write `{near}` instead"),
            );
            findings.at(capability.span, format!("there is no capability `{capability}`")).help(help);
        }
    }
}
