//! Environment of a container.

use serde_json::{Value, json};

use crate::model::{Container, EnvFrom, EnvVar};

/// The ConfigMap into which the pipeline writes Terraform outputs before it deploys.
const TERRAFORM_OUTPUTS: &str = "terraform-outputs";

/// `env`: single variables, sorted by name.
pub(super) fn variables(container: &Container) -> Value {
    container.env.iter().map(|(name, value)| variable(name, value)).collect()
}

/// `envFrom`: whole maps, later ones win.
pub(super) fn from(container: &Container) -> Value {
    let entry = |from: &EnvFrom| match from {
        EnvFrom::Secret(name) => json!({ "secretRef": { "name": name } }),
        EnvFrom::ConfigMap(name) => json!({ "configMapRef": { "name": name } }),
    };
    container.env_from.iter().map(entry).collect()
}

/// Text that Kubernetes hands on unchanged: it would take `$(NAME)` for a variable and `$$` for `$`.
///
/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint>
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '$' && matches!(chars.peek(), Some('$' | '(')) {
            out.push('$');
        }
    }
    out
}

fn variable(name: &str, value: &EnvVar) -> Value {
    match value {
        EnvVar::Literal(text) => json!({ "name": name, "value": literal(text) }),
        EnvVar::SecretKey { name: secret, key } => {
            json!({ "name": name, "valueFrom": { "secretKeyRef": { "name": secret, "key": key } } })
        }
        EnvVar::TerraformOutput(output) => {
            json!({ "name": name, "valueFrom": { "configMapKeyRef": { "name": TERRAFORM_OUTPUTS, "key": output } } })
        }
        EnvVar::ConfigMapKey { name: map, key } => {
            json!({ "name": name, "valueFrom": { "configMapKeyRef": { "name": map, "key": key } } })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::literal;

    /// What the kubelet makes of it when no variable is known.
    /// Source: <https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go>
    fn expand(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            out += before;
            rest = after;
            if let Some(after) = rest.strip_prefix('$') {
                out.push('$');
                rest = after;
            } else if let Some((name, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
                out.extend(["<", name, ">"]);
                rest = after;
            } else {
                out.push('$');
            }
        }
        out + rest
    }

    #[test]
    fn arrives_unchanged() {
        for text in
            ["", "a", "$", "$$", "$$$", "$(X)", "$$(X)", "${X}", "a$b", "$(", "$($(X))", "$$$$(A)$", "$)("]
        {
            assert_eq!(expand(&literal(text)), text);
        }
        assert_eq!(literal("${X} $Y"), "${X} $Y");
    }
}
