//! Memory is counted in bytes where no unit says otherwise.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory>

use crate::diagnostic::Severity;
use crate::model::{Model, Pod};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::value::Quantity;

pub(super) const RULE: Rule = Rule {
    name: "too-little-memory",
    severity: Severity::Error,
    summary: "a container gets less memory than any process needs",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Without a unit `memory = "256"` are 256 bytes: the container is killed before it runs, or not even created.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
limits           = { memory = "512" }
requests         = { memory = "256" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
limits           = { memory = "512Mi" }
requests         = { memory = "256Mi" }
```

Add the unit: `Mi` for mebibytes, `Gi` for gibibytes.
"#;

/// Bytes with which not even the process that starts a container runs.
///
/// Source: <https://github.com/opencontainers/runc/issues/1980>
pub(super) const LEAST: f64 = 6_291_456.0;

fn check(model: &Model, findings: &mut Findings) {
    for pod in model.pods() {
        let (request, limit) = (&pod.resources.memory_request, &pod.resources.memory_limit);
        let too_little = limit.value.amount() < LEAST;
        if too_little {
            report(pod, &limit.value, limit.span, findings);
        }
        // A default stands where its counterpart is written.
        if request.value.amount() < LEAST && !(too_little && request.span == limit.span) {
            report(pod, &request.value, request.span, findings);
        }
    }
}

fn report(pod: &Pod, memory: &Quantity, span: Span, findings: &mut Findings) {
    let number: String = memory.as_str().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let finding = findings
        .at(span, format!("`{}` gets {memory} of memory, which is less than a process needs", pod.name()))
        .help(format!("write `\"{number}Mi\"` for mebibytes"));
    if memory.bytes().is_err() {
        finding.label("`m` are thousandths, here of a byte");
    } else if number == memory.as_str() {
        finding.label("without a unit these are bytes");
    }
}
