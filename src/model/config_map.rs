//! Settings that are no secret.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, keys, literals};
use crate::diagnostic::LITERAL_PASSWORD;
use crate::read::Entry;
use crate::read::config::{self, Text};
use crate::secret::{literal_secrets, written_passwords};
use crate::span::Spanned;
use crate::value::{Problem, ProjectPath, dns_subdomain};

/// The most that a ConfigMap may hold.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/#motivation>
pub(super) const MOST_BYTES: usize = 1 << 20;

/// One of `[config_maps]`; its key is its name in Kubernetes.
#[derive(Debug, Clone)]
pub struct ConfigMap {
    /// Name of the object.
    pub name: Text,
    /// Its values, and what its files hold.
    pub data: BTreeMap<String, Text>,
    /// The keys of `data`.
    pub keys: Vec<Text>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, ConfigMap>> {
    let config = cx.config;
    cx.each(&config.config_maps, one)
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::ConfigMap>) -> Resolved<ConfigMap> {
    let map = &entry.value;
    let mut sound = cx.check(dns_subdomain(&entry.key), entry.key.span);
    for value in &map.data {
        sound &= cx.check(data_key(&value.key), value.key.span);
    }
    let mut data = literals(&map.data);
    for file in &map.files {
        sound &= cx.check(data_key(&file.key), file.key.span);
        if let Some(other) = map.data.iter().find(|value| *value.key == *file.key) {
            sound = false;
            cx.report
                .error("invalid-value", file.key.span, format!("`{}` stands in `data` too", file.key))
                .related(other.key.span, "the other is here")
                .help("choose another name for one of them");
        }
        let text = settings_text(cx, &file.value);
        sound &= text.is_some();
        data.insert(file.key.value.clone(), Text::new(text.unwrap_or_default(), file.value.span));
    }
    if data.values().map(|text| text.len()).sum::<usize>() > MOST_BYTES {
        sound = false;
        cx.report
            .error(
                "invalid-value",
                entry.key.span,
                format!("`{}` is larger than a ConfigMap may be", entry.key),
            )
            .label("together its values may have 1 MiB")
            .help("put large files into the image");
    }
    sound.then(|| ConfigMap { name: entry.key.clone(), data, keys: keys(&map.data) })
}

/// What a file of settings holds: text, without a secret or a password.
pub(super) fn settings_text(cx: &mut Resolver<'_>, path: &Spanned<ProjectPath>) -> Resolved<String> {
    let text = file_text(cx, path)?;
    if let Some(password) = written_passwords(&text).first() {
        let message = format!("line {} of `{}` holds a password", line(&text, password.start), path.value);
        cx.report
            .error(LITERAL_PASSWORD, path.span, message)
            .help("mount a secret instead: `{ secret = \"...\" }`");
        return None;
    }
    Some(text)
}

/// The number of the line of a byte.
fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// What a file of the repository holds: text, without anything that looks like a secret.
pub(super) fn file_text(cx: &mut Resolver<'_>, path: &Spanned<ProjectPath>) -> Resolved<String> {
    if !cx.repository.is_file(path) {
        cx.report
            .error("missing-file", path.span, format!("there is no file `{}`", path.value))
            .help("create it, or name one that exists");
        return None;
    }
    let Some(text) = cx.repository.read(path).filter(|text| !text.contains('\0')) else {
        cx.report
            .error("invalid-value", path.span, format!("`{}` is not a text in UTF-8", path.value))
            .help("put binary files into the image");
        return None;
    };
    if let Some(secret) = literal_secrets(&text).first() {
        let line = line(&text, secret.span.start);
        cx.report
            .error(
                "literal-secret",
                path.span,
                format!("line {line} of `{}` looks like {}", path.value, secret.what),
            )
            .help("mount a secret instead: `{ secret = \"...\" }`");
        return None;
    }
    Some(text)
}

/// Sources: <https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object>,
/// <https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data>
pub(super) fn data_key(key: &str) -> Result<(), Problem> {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !key.is_empty() && key.len() <= 253 && key != "." && key != ".." && key.bytes().all(sound) {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{key}` as the key of a ConfigMap or Secret"),
        "use letters, digits, `-`, `_` and `.`, at most 253 of them",
    ))
}
