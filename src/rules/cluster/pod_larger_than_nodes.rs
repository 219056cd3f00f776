//! The scheduler looks for one node that has all that a pod asks for.
//!
//! Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/>
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html>

use crate::diagnostic::Severity;
use crate::model::{Model, NodeGroup, Pod};
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;
use crate::tables::instance_types::instance_type;

pub(super) const RULE: Rule = Rule {
    name: "pod-larger-than-nodes",
    severity: Severity::Error,
    summary: "a pod asks for more than a whole node has",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
No node can take the pod, not even an empty one: it waits, and the rollout fails.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
requests         = { cpu = "100", memory = "256Mi" }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
requests         = { cpu = "100m", memory = "256Mi" }
```

Ask for less, or add a node group of a larger instance type. `"100m"` are 100 thousandths of a core, `"100"` a hundred cores.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let groups = model.cluster.iter().flat_map(|cluster| cluster.node_groups.values());
    let sizes: Option<Vec<_>> = groups.map(size).collect();
    let Some(sizes) = sizes.filter(|sizes| !sizes.is_empty()) else { return };
    for pod in model.pods() {
        let cpu = pod.resources.cpu_request.value.amount();
        let memory = pod.resources.memory_request.value.amount() / 1_048_576.0;
        let most_cpu = sizes.iter().map(|(cpus, _)| *cpus).max().unwrap_or_default();
        let most_memory = sizes.iter().map(|(_, mib)| *mib).max().unwrap_or_default();
        let larger = |wanted: f64, most: u64| u32::try_from(most).is_ok_and(|most| wanted > f64::from(most));
        if larger(cpu, most_cpu) {
            let what = format!("{} cores", pod.resources.cpu_request);
            report(pod, pod.resources.cpu_request.span, &what, &format!("{most_cpu}"), findings);
        } else if larger(memory, most_memory) {
            let what = format!("{} of memory", pod.resources.memory_request);
            report(pod, pod.resources.memory_request.span, &what, &format!("{most_memory}Mi"), findings);
        }
    }
}

/// Cores and MiB of the largest instance of a group; `None` when one is not in the table.
fn size(group: &NodeGroup) -> Option<(u64, u64)> {
    let types: Option<Vec<_>> = group.instance_types.iter().map(|name| instance_type(name)).collect();
    types?.into_iter().map(|known| (known.vcpus, known.memory_mib)).max()
}

fn report(pod: &Pod, span: Span, what: &str, most: &str, findings: &mut Findings) {
    findings
        .at(span, format!("`{}` asks for {what}, and the largest node has {most}", pod.name()))
        .label("no node can ever take this pod")
        .help("ask for less, such as `cpu = \"250m\"` or `memory = \"512Mi\"`, or add a node group of a larger instance type");
}
