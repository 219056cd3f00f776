//! System packages, by the package manager that the base image has.

use super::instruction::comment;
use crate::lang::dockerfile::Instruction;
use crate::model::Build;
use crate::value::ImageReference;

/// Installs packages, and nothing that they only recommend.
pub(super) fn install(base: &ImageReference, packages: &[String]) -> Vec<Instruction> {
    if packages.is_empty() {
        return Vec::new();
    }
    let alpine = base.tag.as_deref().is_some_and(|tag| tag.contains("alpine"));
    let names = packages.join(" ");
    let commands = if alpine {
        vec![format!("apk add --no-cache {names}")]
    } else {
        vec![
            "apt-get update".to_owned(),
            format!("apt-get install --yes --no-install-recommends {names}"),
            "rm -rf /var/lib/apt/lists/*".to_owned(),
        ]
    };
    let mut instructions = Vec::new();
    if packages.iter().any(|package| !package.contains('=')) {
        // A version would be gone from the mirrors with the next fix.
        instructions.push(comment("The security fixes of today, not a version of yesterday."));
        instructions.push(comment(if alpine { "hadolint ignore=DL3018" } else { "hadolint ignore=DL3008" }));
    }
    instructions.push(Instruction::Run { mounts: Vec::new(), commands });
    instructions
}

/// The user's packages, and on a bare Debian what the small image would have had.
pub(super) fn of_final_stage(build: &Build) -> Vec<String> {
    let mut packages = build.packages.clone();
    if build.final_base.repository == "debian" {
        packages.extend(["ca-certificates", "tzdata"].map(str::to_owned));
        packages.sort();
        packages.dedup();
    }
    packages
}
