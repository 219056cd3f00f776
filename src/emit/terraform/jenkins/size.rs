//! How much of what EC2 takes as user data the scripts need.

use super::script_path;
use crate::emit::Draft;
use crate::model::{Host, Hosts, Model};
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
pub fn too_large(model: &Model, files: &[Draft<'_>]) -> Vec<TooLarge> {
    let hosts = model.jenkins_hosts.iter().flat_map(Hosts::all);
    let script = |host: &Host| {
        let path = script_path(model, &host.key);
        files.iter().find(|file| file.path == path)?.made()
    };
    hosts.filter_map(|host| one(script(host)?, host)).collect()
}

fn one(script: &str, host: &Host) -> Option<TooLarge> {
    // What fits as it is need not be compressed to know that.
    if script.len() <= LIMIT * 1024 {
        return None;
    }
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
