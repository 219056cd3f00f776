//! Files and folders that are mounted into containers.

use super::config_map::{MOST_BYTES, data_key, settings_text};
use super::resolver::{Resolved, Resolver};
use super::volume::container_path;
use crate::read::config::{self, Text};
use crate::read::{Entry, Named};

/// A mounted file or folder.
#[derive(Debug, Clone)]
pub struct MountedFile {
    /// Absolute path in the containers.
    pub path: Text,
    /// What is mounted there.
    pub source: FileSource,
}

/// What is mounted.
#[derive(Debug, Clone)]
pub enum FileSource {
    /// A ConfigMap, or one key of it.
    ConfigMap {
        /// Its name.
        name: String,
        /// The key; `None`: a folder of all.
        key: Option<String>,
    },
    /// A Kubernetes Secret, or one key of it.
    Secret {
        /// Its name.
        name: String,
        /// The key; `None`: a folder of all.
        key: Option<String>,
    },
    /// A file of the repository.
    Repository {
        /// Its key in the ConfigMap of such files.
        key: String,
        /// What it holds.
        text: String,
    },
}

/// Sorted by path, because order in the file does not matter.
pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    files: &'a Named<config::MountedFile>,
) -> Resolved<Vec<MountedFile>> {
    let resolved = cx.each(files, one)?;
    let bytes: usize = resolved.values().map(MountedFile::bytes).sum();
    if let Some(first) = files.iter().next().filter(|_| bytes > MOST_BYTES) {
        cx.report
            .error("invalid-value", first.key.span, "the mounted files are larger than a ConfigMap may be")
            .label("together they may have 1 MiB")
            .help("put large files into the image");
        return None;
    }
    Some(resolved.into_values().collect())
}

impl FileSource {
    /// The one key that is mounted, as a file; `None`: a folder of all.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::ConfigMap { key, .. } | Self::Secret { key, .. } => key.as_deref(),
            Self::Repository { key, .. } => Some(key),
        }
    }
}

impl MountedFile {
    /// Name of the volume of which it is a part.
    pub fn volume_name(&self) -> String {
        let name = match &self.source {
            FileSource::ConfigMap { name, .. } => format!("config-map-{name}"),
            FileSource::Secret { name, .. } => format!("secret-{name}"),
            FileSource::Repository { .. } => "files".to_owned(),
        };
        name.replace('.', "-")
    }

    /// Whether it is a file of the repository.
    pub fn is_of_repository(&self) -> bool {
        matches!(self.source, FileSource::Repository { .. })
    }

    fn bytes(&self) -> usize {
        match &self.source {
            FileSource::Repository { text, .. } => text.len(),
            FileSource::ConfigMap { .. } | FileSource::Secret { .. } => 0,
        }
    }
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::MountedFile>) -> Resolved<MountedFile> {
    let file = &entry.value;
    let sound = cx.check(container_path(&entry.key), entry.key.span);
    let source = match (&file.config_map, &file.secret, &file.source) {
        (Some(name), _, _) => {
            let map = cx.find(&cx.config.config_maps, "config map", name)?;
            let keys: Vec<_> = map.data.names().chain(map.files.names()).map(str::to_owned).collect();
            let key = key(cx, file, name, &keys)?;
            FileSource::ConfigMap { name: name.value.clone(), key }
        }
        (None, Some(name), _) => {
            let (kubernetes, secret) = cx.kubernetes_secret(name)?;
            let keys = super::resolver::words(secret.keys.as_ref());
            let key = key(cx, file, name, &keys)?;
            FileSource::Secret { name: kubernetes.value.clone(), key }
        }
        (None, None, Some(source)) => {
            let key = entry.key.trim_start_matches('/').replace('/', ".");
            let named = cx.check(data_key(&key), entry.key.span);
            let text = settings_text(cx, source);
            FileSource::Repository { key: named.then_some(key)?, text: text? }
        }
        (None, None, None) => {
            cx.report
                .error("missing-key", file.span, "nothing says what is mounted")
                .help("write `source`, a file of the repository, or `config_map` or `secret`");
            return None;
        }
    };
    sound.then(|| MountedFile { path: entry.key.clone(), source })
}

/// The one key that is mounted, which must be among the known ones.
fn key(
    cx: &mut Resolver<'_>,
    file: &config::MountedFile,
    owner: &Text,
    known: &[String],
) -> Resolved<Option<String>> {
    let Some(key) = &file.key else { return Some(None) };
    if known.is_empty() || known.contains(&key.value) {
        return cx.check(data_key(key), key.span).then(|| Some(key.value.clone()));
    }
    cx.unknown_member(owner, known.iter().map(String::as_str), "key", key);
    None
}
