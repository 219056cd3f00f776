//! What services and jobs have in common as written: their keys differ only in what comes after the pod.

use crate::read::config::{
    self, EnvValue, ImagePullPolicy, InitContainer, List, MountedFile, Resources, SecurityContext, Text,
    Volume,
};
use crate::read::{Entry, Named};
use crate::span::{Span, Spanned};
use crate::value::Egress;

/// The keys of `[services.<name>]` and `[jobs.<name>]` that describe pods.
pub(super) struct Workload<'a> {
    pub span: Span,
    pub image: &'a Text,
    pub name: &'a Text,
    pub command: Option<&'a List<Text>>,
    pub args: Option<&'a List<Text>>,
    pub env: &'a Named<EnvValue>,
    pub env_from: Option<&'a List<Text>>,
    pub files: &'a Named<MountedFile>,
    pub volumes: &'a Named<Volume>,
    pub requests: Option<&'a Resources>,
    pub limits: Option<&'a Resources>,
    pub uses: Option<&'a List<Text>>,
    pub egress: Option<&'a List<Spanned<Egress>>>,
    pub labels: &'a Named<Text>,
    pub annotations: &'a Named<Text>,
    pub service_account: Option<&'a Text>,
    pub security_context: Option<&'a SecurityContext>,
    pub init_containers: &'a Named<InitContainer>,
    pub image_pull_policy: Option<ImagePullPolicy>,
    pub node_selector: &'a Named<Text>,
    pub tolerations: Option<&'a List<Text>>,
    pub priority_class: Option<&'a Text>,
    pub termination_grace_period_seconds: Option<&'a config::Int>,
}

/// The two tables declare the same keys, so that one list of fields serves both.
macro_rules! workload {
    ($table:ty) => {
        impl<'a> From<&'a Entry<$table>> for Workload<'a> {
            fn from(entry: &'a Entry<$table>) -> Self {
                let written = &entry.value;
                Self {
                    span: written.span,
                    image: &written.image,
                    name: written.name.as_ref().unwrap_or(&entry.key),
                    command: written.command.as_ref(),
                    args: written.args.as_ref(),
                    env: &written.env,
                    env_from: written.env_from.as_ref(),
                    files: &written.files,
                    volumes: &written.volumes,
                    requests: written.requests.as_ref(),
                    limits: written.limits.as_ref(),
                    uses: written.uses.as_ref(),
                    egress: written.egress.as_ref(),
                    labels: &written.labels,
                    annotations: &written.annotations,
                    service_account: written.service_account.as_ref(),
                    security_context: written.security_context.as_ref(),
                    init_containers: &written.init_containers,
                    image_pull_policy: written.image_pull_policy.as_ref().map(|policy| policy.value),
                    node_selector: &written.node_selector,
                    tolerations: written.tolerations.as_ref(),
                    priority_class: written.priority_class.as_ref(),
                    termination_grace_period_seconds: written.termination_grace_period_seconds.as_ref(),
                }
            }
        }
    };
}

workload!(config::Service);
workload!(config::Job);
