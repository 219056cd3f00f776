//! Volumes of a workload.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver};
use crate::read::config::{self, AccessMode, Text};
use crate::read::{Entry, Named};
use crate::span::{Span, Spanned};
use crate::value::{Problem, Quantity, dns_label, dns_subdomain};

/// A volume and where it is mounted.
#[derive(Debug, Clone)]
pub struct Volume {
    /// Its key, which is its name in the pod.
    pub name: Text,
    /// Where its table stands.
    pub span: Span,
    /// Absolute path in the containers.
    pub mount_path: Text,
    /// Path inside the volume.
    pub sub_path: Option<String>,
    /// What is mounted.
    pub source: VolumeSource,
    /// Days that its daily backups are kept; `None`: there are none.
    pub backup_retention_days: Option<Spanned<i64>>,
}

/// What is mounted.
#[derive(Debug, Clone)]
pub enum VolumeSource {
    /// A claim that kura emits.
    Claim {
        /// Size of the claim.
        size: Quantity,
        /// Class of the storage.
        storage_class: StorageClass,
        /// Who may mount it.
        access_mode: Spanned<AccessMode>,
    },
    /// A claim that exists.
    ExistingClaim(String),
    /// A folder that lives as long as the pod.
    EmptyDir,
}

/// The class of a claim's storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageClass {
    /// `gp3`, encrypted, emitted by kura.
    Gp3,
    /// A class that exists.
    Existing(String),
}

impl Volume {
    /// Whether it is a claim that kura emits.
    pub fn is_new_claim(&self) -> bool {
        matches!(self.source, VolumeSource::Claim { .. })
    }

    /// Whether it is such a claim, and only one node or pod may mount it.
    pub fn is_for_one_node(&self) -> bool {
        let one_node = [AccessMode::ReadWriteOnce, AccessMode::ReadWriteOncePod];
        matches!(&self.source, VolumeSource::Claim { access_mode, .. } if one_node.contains(access_mode))
    }
}

pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    volumes: &'a Named<config::Volume>,
) -> Resolved<BTreeMap<String, Volume>> {
    cx.each(volumes, one)
}

/// A folder that an image writes to while it runs, on a volume of its own: the root file system is read-only.
pub(super) fn of_image(path: &'static str, place: Span) -> Volume {
    let name = path.trim_start_matches('/').replace('/', "-");
    Volume {
        name: Spanned::new(name, place),
        span: place,
        mount_path: Spanned::new(path.to_owned(), place),
        sub_path: None,
        source: VolumeSource::EmptyDir,
        backup_retention_days: None,
    }
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::Volume>) -> Resolved<Volume> {
    let volume = &entry.value;
    let mut sound = cx.check(dns_label(&entry.key), entry.key.span);
    sound &= cx.check(container_path(&volume.mount_path), volume.mount_path.span);
    for name in [&volume.claim, &volume.storage_class].into_iter().flatten() {
        sound &= cx.check(dns_subdomain(name), name.span);
    }
    if let (None, Some(span)) = (
        &volume.size,
        volume
            .storage_class
            .as_ref()
            .map(|class| class.span)
            .or(volume.access_mode.as_ref().map(|mode| mode.span))
            .or(volume.backup_retention_days.as_ref().map(|days| days.span)),
    ) {
        sound = false;
        cx.report
            .error("volume-without-size", span, "this key describes a new claim, and there is none")
            .help("add `size = \"...\"`, or remove the key");
    }
    if let Some(size) = &volume.size {
        sound &= cx.check(size.bytes(), size.span);
    }
    sound &= sub_path(cx, volume);
    sound &= backups(cx, volume);
    let source = match (&volume.size, &volume.claim) {
        (Some(size), _) => VolumeSource::Claim {
            size: size.value.clone(),
            storage_class: volume
                .storage_class
                .as_ref()
                .map_or(StorageClass::Gp3, |class| StorageClass::Existing(class.value.clone())),
            access_mode: volume.access_mode.unwrap_or(Spanned::new(AccessMode::ReadWriteOnce, volume.span)),
        },
        (None, Some(claim)) => VolumeSource::ExistingClaim(claim.value.clone()),
        (None, None) => VolumeSource::EmptyDir,
    };
    sound.then(|| Volume {
        name: entry.key.clone(),
        span: volume.span,
        mount_path: volume.mount_path.clone(),
        sub_path: volume.sub_path.as_ref().map(|path| path.value.clone()),
        source,
        backup_retention_days: volume.backup_retention_days,
    })
}

/// Only of EBS volumes is it known that AWS Backup finds them by the tags that name their claim.
fn backups(cx: &mut Resolver<'_>, volume: &config::Volume) -> bool {
    let Some(days) = volume.backup_retention_days else { return true };
    let sound = cx.within(days, 1, 36_500, "days");
    let Some(class) = &volume.storage_class else { return sound };
    let message = "`storage_class` and `backup_retention_days` exclude each other";
    let why = "whether AWS Backup finds the volumes of this class depends on its provisioner";
    cx.report
        .error("exclusive-keys", days.span, message)
        .related(class.span, why)
        .help("remove one of them: kura's own class makes EBS volumes, which it finds");
    false
}

/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath>
fn sub_path(cx: &mut Resolver<'_>, volume: &config::Volume) -> bool {
    let Some(path) = &volume.sub_path else { return true };
    let inside = !path.is_empty() && !path.starts_with('/') && path.split('/').all(|part| part != "..");
    if inside && !path.chars().any(char::is_control) {
        return true;
    }
    cx.report
        .error("invalid-value", path.span, format!("`{path}` is not a path inside a volume"))
        .help("write a relative path without `..`, such as `db`");
    false
}

/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1>
pub(super) fn container_path(path: &str) -> Result<(), Problem> {
    if path.starts_with('/') && path != "/" && !path.contains(':') && !path.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{path}` is not a path to mount at"),
        "write an absolute path without `:`, such as `/data`",
    ))
}
