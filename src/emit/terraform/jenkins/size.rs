//! How much of what EC2 takes as user data the scripts need.

use super::scripts;
use crate::model::{Host, Model};
use crate::span::Span;

/// KiB of user data before base64.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html>
const LIMIT: usize = 16;
/// Header and trailer of [gzip](https://www.rfc-editor.org/rfc/rfc1952).
const GZIP: usize = 18;
/// The fastest level, whose result is no smaller than that of Terraform's `base64gzip`.
const LEVEL: u8 = 1;

/// User data that EC2 would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// Where the host stands in `kura.toml`, or its own script.
    pub span: Span,
    /// Its key.
    pub host: String,
    /// Its size in KiB, compressed, rounded up.
    pub kib: usize,
    /// How many of them are kura's.
    pub kib_of_kura: usize,
    /// How many EC2 takes.
    pub limit: usize,
}

/// The hosts whose script is too large, each once.
///
/// Plugins, agents, jobs and own scripts add up, so this is known only when the scripts are.
pub fn too_large(model: &Model) -> Vec<TooLarge> {
    let Some(hosts) = &model.jenkins_hosts else { return Vec::new() };
    let scripts = scripts(model, hosts).into_iter();
    scripts.zip(hosts.all()).filter_map(|((_, script), host)| one(&script, host)).collect()
}

fn one(script: &str, host: &Host) -> Option<TooLarge> {
    let kib = compressed_kib(script);
    let own = host.user_data.as_ref();
    let rest = own.map(|own| script.replace(own.text.trim_end(), ""));
    (kib > LIMIT).then(|| TooLarge {
        span: own.map_or(host.span, |own| own.path.span),
        host: host.key.value.clone(),
        kib,
        kib_of_kura: rest.map_or(kib, |rest| compressed_kib(&rest)),
        limit: LIMIT,
    })
}

fn compressed_kib(text: &str) -> usize {
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL).len() + GZIP;
    bytes.div_ceil(1024)
}
