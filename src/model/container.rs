//! What a container runs, with which environment, resources and rights.

use std::collections::BTreeMap;

use super::config_map::data_key;
use super::database;
use super::resolver::{Resolved, Resolver, switch, words};
use crate::diagnostic::listed;
use crate::read::Named;
use crate::read::config::{self, EnvTable, EnvValue, List, Text};
use crate::span::{Span, Spanned};
use crate::tables::public_images::public_image;
use crate::value::{FromText, ImageReference, Problem, Quantity};

/// The numeric user of an image that kura writes: above the range of system users.
pub(super) const DEFAULT_USER: i64 = 10001;

/// The part of a container that init containers have too.
#[derive(Debug, Clone)]
pub struct Container {
    /// metadata.name of a workload's main container; the key of an init container.
    pub name: Text,
    /// What it runs.
    pub image: ContainerImage,
    /// Where the image is named.
    pub image_span: Span,
    /// Replaces the image's ENTRYPOINT; empty: it does not.
    pub command: Vec<String>,
    /// Replaces the image's CMD; empty: it does not.
    pub args: Vec<String>,
    /// Where command and arguments are named; without them, where the image is.
    pub command_span: Span,
    /// Environment, sorted by name.
    pub env: BTreeMap<String, EnvVar>,
    /// Whole maps; later ones win.
    pub env_from: Vec<EnvFrom>,
}

impl Container {
    /// The words of its command and its variables, and where they stand.
    pub fn texts(&self) -> impl Iterator<Item = (&str, Span)> {
        let words = self.command.iter().chain(&self.args).map(|word| (word.as_str(), self.command_span));
        words.chain(self.env.values().filter_map(|value| match value {
            EnvVar::Literal(text) => Some((text.as_str(), text.span)),
            _ => None,
        }))
    }
}

/// The image of a container.
#[derive(Debug, Clone)]
pub enum ContainerImage {
    /// One of `[images]`, by key.
    Built(String),
    /// One that exists.
    Public(ImageReference),
}

/// The value of an environment variable.
#[derive(Debug, Clone)]
pub enum EnvVar {
    /// The value itself.
    Literal(Text),
    /// A key of a Kubernetes Secret.
    SecretKey {
        /// Name of the Secret.
        name: String,
        /// Key in it.
        key: String,
    },
    /// An output of the application's root module, read when the pipeline deploys.
    TerraformOutput(String),
    /// A key of a ConfigMap.
    ConfigMapKey {
        /// Name of the ConfigMap.
        name: String,
        /// Key in it.
        key: String,
    },
}

/// A whole map of variables.
#[derive(Debug, Clone)]
pub enum EnvFrom {
    /// The Kubernetes Secret of that name.
    Secret(String),
    /// The ConfigMap of that name.
    ConfigMap(String),
}

/// CPU and memory.
#[derive(Debug, Clone)]
pub struct Resources {
    /// Reserved cores.
    pub cpu_request: Spanned<Quantity>,
    /// Reserved bytes.
    pub memory_request: Spanned<Quantity>,
    /// Most cores; none by default, because a limit slows a container while the node idles.
    pub cpu_limit: Option<Spanned<Quantity>>,
    /// Most bytes.
    pub memory_limit: Spanned<Quantity>,
}

/// Rights of a workload's containers.
#[derive(Debug, Clone)]
pub struct SecurityContext {
    /// Where its table stands, or what it is for.
    pub span: Span,
    /// Numeric user; `None` only where root is allowed.
    pub run_as_user: Option<Spanned<i64>>,
    /// Numeric group; the user's number by default.
    pub run_as_group: Option<i64>,
    /// Numeric group that owns mounted volumes; the group's number by default.
    pub fs_group: Option<i64>,
    /// Whether root is refused.
    pub run_as_non_root: Spanned<bool>,
    /// Whether only volumes can be written to.
    pub read_only_root_filesystem: Spanned<bool>,
    /// Capabilities that are added; all others are dropped.
    pub capabilities: Vec<Text>,
}

impl<'a> Resolver<'a> {
    /// The image a workload names: a bare word is one of `[images]`.
    pub(super) fn container_image(&mut self, image: &Text) -> Resolved<ContainerImage> {
        let config = self.config;
        if !image.contains(['/', ':', '@']) {
            if config.images.is_empty() {
                self.report
                    .error("unknown-reference", image.span, format!("there is no image `{image}`"))
                    .label("a word without `:` or `/` names one of `[images]`")
                    .help(format!("write a public image with its tag, such as `{image}:1.2`, or declare `[images.{image}]`"));
                return None;
            }
            self.find(&config.images, "image", image)?;
            return Some(ContainerImage::Built(image.value.clone()));
        }
        match ImageReference::from_text(image) {
            Ok(reference) => Some(ContainerImage::Public(reference)),
            Err(problem) => {
                self.check(Err(problem), image.span);
                None
            }
        }
    }

    /// Resolves an environment, every variable of it.
    pub(super) fn env(&mut self, env: &'a Named<EnvValue>) -> Resolved<BTreeMap<String, EnvVar>> {
        self.each(env, |cx, entry| {
            let named = cx.check(variable_name(&entry.key), entry.key.span);
            let value = match &entry.value {
                EnvValue::Literal(literal) => {
                    Some(EnvVar::Literal(Text::new(literal.text.clone(), literal.span)))
                }
                EnvValue::Reference(table) => cx.env_reference(table),
            };
            value.filter(|_| named)
        })
    }

    fn env_reference(&mut self, table: &'a EnvTable) -> Resolved<EnvVar> {
        match (&table.secret, &table.config_map, &table.database, &table.output) {
            (Some(name), ..) => {
                let (kubernetes, secret) = self.kubernetes_secret(name)?;
                let keys = words(secret.keys.as_ref());
                let key = self.key_of(table, name, &keys)?;
                Some(EnvVar::SecretKey { name: kubernetes.value.clone(), key })
            }
            (_, Some(name), ..) => {
                let config = self.config;
                let map = self.find(&config.config_maps, "config map", name)?;
                let keys: Vec<_> = map.data.names().chain(map.files.names()).map(str::to_owned).collect();
                let key = self.key_of(table, name, &keys)?;
                Some(EnvVar::ConfigMapKey { name: name.value.clone(), key })
            }
            (_, _, Some(name), _) => self.database_value(table, name),
            (.., Some(output)) => self
                .check(output_name(output), output.span)
                .then(|| EnvVar::TerraformOutput(output.value.clone())),
            (None, None, None, None) => {
                self.report
                    .error("missing-key", table.span, "the value's place is missing")
                    .help("write `{ secret = \"...\" }`, `{ config_map = \"...\" }`, or the value itself");
                None
            }
        }
    }

    /// What a database is called and where it is; the password is a key of a Secret that the cluster fills itself.
    fn database_value(&mut self, table: &EnvTable, name: &Text) -> Resolved<EnvVar> {
        let config = self.config;
        self.find(&config.databases, "database", name)?;
        let entry = config.databases.iter().find(|entry| entry.key.value == name.value)?;
        let keys = ["host", "port", "name", "username", "password"].map(str::to_owned);
        let literal = |text: String| EnvVar::Literal(Text::new(text, table.span));
        Some(match self.key_of(table, name, &keys)?.as_str() {
            "host" => EnvVar::TerraformOutput(database::host_output(&entry.key)),
            "port" => literal(database::port(entry.value.engine.value).to_string()),
            "name" => literal(database::db_name(entry).value.clone()),
            "username" => literal(database::username(&entry.value).value),
            _ => EnvVar::SecretKey { name: database::name(self, entry).value, key: "password".to_owned() },
        })
    }

    /// The key of a map that a variable refers to; the only one if none is named.
    fn key_of(&mut self, table: &EnvTable, name: &Text, keys: &[String]) -> Resolved<String> {
        match (&table.key, keys) {
            (Some(key), known) if known.is_empty() || known.contains(&key.value) => {
                self.check(data_key(key), key.span).then(|| key.value.clone())
            }
            (Some(key), known) => {
                self.unknown_member(name, known.iter().map(String::as_str), "key", key);
                None
            }
            (None, [only]) => Some(only.clone()),
            (None, known) => {
                let listed = listed(known.iter().map(String::as_str));
                let help = if known.is_empty() {
                    "add `key = \"...\"`".to_owned()
                } else {
                    format!("add `key`, one of {listed}")
                };
                self.report
                    .error("missing-key", table.span, "`key` is missing")
                    .label(format!("which key of `{name}`?"))
                    .help(help);
                None
            }
        }
    }

    /// Resolves `env_from`: names of config maps and secrets.
    pub(super) fn env_from(&mut self, names: Option<&'a List<Text>>) -> Resolved<Vec<EnvFrom>> {
        let config = self.config;
        let Some(names) = names else { return Some(Vec::new()) };
        let resolved: Vec<_> = names
            .iter()
            .map(|name| {
                if config.config_maps.get(name).is_some() {
                    return Some(EnvFrom::ConfigMap(name.value.clone()));
                }
                if config.secrets.get(name).is_some() {
                    return self
                        .kubernetes_secret(name)
                        .map(|(secret, _)| EnvFrom::Secret(secret.value.clone()));
                }
                let known = config.config_maps.names().chain(config.secrets.names());
                self.unknown_reference(known, "config map or secret", name);
                None
            })
            .collect();
        resolved.into_iter().collect()
    }

    /// Rights, with kura's defaults.
    pub(super) fn security_context(
        &mut self,
        written: Option<&config::SecurityContext>,
        image: &ContainerImage,
        workload: Span,
    ) -> SecurityContext {
        let image_user = match image {
            ContainerImage::Built(key) => self.image_user(key),
            ContainerImage::Public(image) => public_image(image).map(|known| known.user),
        };
        let place = written.map_or(workload, |context| context.span);
        let on = |key: Option<&config::Bool>| switch(key, true, place);
        let run_as_non_root = on(written.and_then(|context| context.run_as_non_root.as_ref()));
        let least = i64::from(run_as_non_root.value);
        let mut number =
            |key: Option<&config::Int>, least| key.map(|number| self.at_least(Some(number), least, 0));
        let run_as_user =
            number(written.and_then(|context| context.run_as_user.as_ref()), least).or(image_user);
        let run_as_group =
            number(written.and_then(|context| context.run_as_group.as_ref()), 0).or(run_as_user);
        let user_span =
            written.and_then(|context| context.run_as_user.as_ref()).map_or(place, |user| user.span);
        let fs_group = number(written.and_then(|context| context.fs_group.as_ref()), 0).or(run_as_group);
        let capabilities = written.and_then(|context| context.capabilities.as_ref());
        SecurityContext {
            span: written.map_or(workload, |context| context.span),
            run_as_user: run_as_user.map(|user| Spanned::new(user, user_span)),
            run_as_group,
            fs_group,
            run_as_non_root,
            read_only_root_filesystem: on(
                written.and_then(|context| context.read_only_root_filesystem.as_ref())
            ),
            capabilities: capabilities.map(|list| list.value.clone()).unwrap_or_default(),
        }
    }

    /// The user of an image that kura builds; of a hand-written one only if `user` says it.
    fn image_user(&mut self, key: &str) -> Option<i64> {
        let user = self.config.images.get(key)?.user.as_ref();
        Some(self.at_least(user, 1, DEFAULT_USER))
    }
}

/// Requests and limits, with kura's defaults; a default stands where its counterpart is written.
pub(super) fn resources(
    requests: Option<&config::Resources>,
    limits: Option<&config::Resources>,
    workload: Span,
) -> Resolved<Resources> {
    let cpu_request = requests.and_then(|requests| requests.cpu.as_ref());
    let memory_request = requests.and_then(|requests| requests.memory.as_ref());
    let cpu_limit = limits.and_then(|limits| limits.cpu.as_ref());
    let memory_limit = limits.and_then(|limits| limits.memory.as_ref());
    let or = |written: Option<&Written>, other: Option<&Written>, default| match written {
        Some(quantity) => Some(quantity.clone()),
        None => Some(Spanned::new(own(default)?, other.map_or(workload, |other| other.span))),
    };
    Some(Resources {
        cpu_request: or(cpu_request, cpu_limit, "100m")?,
        memory_request: or(memory_request, memory_limit, "256Mi")?,
        cpu_limit: cpu_limit.cloned(),
        memory_limit: or(memory_limit, memory_request, "512Mi")?,
    })
}

/// A quantity as the user wrote it.
type Written = Spanned<Quantity>;

/// A quantity that kura itself names.
fn own(quantity: &str) -> Option<Quantity> {
    Quantity::from_text(quantity).ok()
}

/// The name of a Terraform output, which also has to be a key of a ConfigMap.
fn output_name(name: &str) -> Result<(), Problem> {
    let first = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if first && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not the name of a Terraform output"),
        "write the name of an `output` block, such as `bucket`",
    ))
}

/// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/>
pub(super) fn variable_name(name: &str) -> Result<(), Problem> {
    let first = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if first && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not the name of an environment variable"),
        "use letters, digits and `_`, a letter or `_` first",
    ))
}
