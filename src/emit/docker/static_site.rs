//! The final stage of an image whose folder nginx serves.

use super::dockerfile::{begin, copy, copy_built, end, values, words};
use super::{FOLDER, nginx};
use crate::lang::dockerfile::Stage;
use crate::model::{Build, Image, StaticSite};

/// The stable branch of the [official image](https://hub.docker.com/_/nginx); as of 2026-11-22.
///
/// The official image, not the unprivileged one: with a configuration of its own nothing of the difference is left.
const BASE: &str = "nginx:1.30-alpine";

/// The final stage.
pub(super) fn stage(image: &Image, build: &Build, site: &StaticSite) -> Stage {
    let folder = format!("{FOLDER}/{}", site.folder);
    let mut instructions = begin(image, values(&build.env));
    instructions.push(copy(&[&nginx::file_name(image), "/etc/nginx/nginx.conf"]));
    instructions.push(copy_built(&[&folder, nginx::ROOT]));
    let probe = |url: String| {
        let mut command = words(&["wget", "-q", "--spider"]);
        command.push(url);
        command
    };
    instructions.extend(end(build, probe, words(&["nginx", "-g", "daemon off;"])));
    Stage { image: BASE.to_owned(), instructions, ..Stage::default() }
}
