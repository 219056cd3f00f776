//! The final stage of an image whose folder nginx serves.

use super::instruction::{FOLDER, copy, copy_built, words};
use super::nginx;
use super::recipe::Recipe;
use crate::lang::dockerfile::Instruction;
use crate::model::{Build, Image, Language, StaticSite};

/// Puts the folder and nginx's configuration in place of a server.
pub(super) fn result(image: &Image, build: &Build, site: &StaticSite, recipe: &mut Recipe) {
    recipe.production = Vec::new();
    recipe.env = Vec::new();
    recipe.probe = Some(probe);
    recipe.result = vec![copy(&[&nginx::file_name(image), "/etc/nginx/nginx.conf"])];
    recipe.result.extend(site.server.as_ref().map(|file| copy(&[file, nginx::SERVER])));
    recipe.result.push(folder(build, site));
}

fn folder(build: &Build, site: &StaticSite) -> Instruction {
    if matches!(build.language, Language::Nginx) {
        return copy(&[site.folder.as_str(), nginx::ROOT]);
    }
    copy_built(&[&format!("{FOLDER}/{}", site.folder), nginx::ROOT])
}

/// In the foreground, as the container's only process.
pub(super) fn command() -> Vec<String> {
    words(&["nginx", "-g", "daemon off;"])
}

fn probe(port: &str, path: &str) -> Vec<String> {
    words(&["wget", "-q", "--spider", &format!("http://127.0.0.1:{port}{path}")])
}
