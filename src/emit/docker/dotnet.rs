//! .NET: the SDK publishes, the runtime runs.

use super::bash;
use super::instruction::{copy_built, copy_manifests, run};
use super::recipe::Recipe;
use crate::lang::shell;
use crate::model::Dotnet;

/// What it leaves among the sources.
pub(super) const LEFT: &str = "**/bin
**/obj
**/TestResults
";

const NUGET: &str = "/root/.nuget/packages";

pub(super) fn recipe(dotnet: &Dotnet) -> Recipe {
    let locked = if dotnet.locked { " --locked-mode" } else { "" };
    let mut install = copy_manifests(&dotnet.manifests);
    install.push(run(&[NUGET], &format!("dotnet restore {}{locked}", shell::quote(&dotnet.project))));
    Recipe {
        // Nobody reads what the tools tell their makers.
        build_env: vec![("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1")],
        install,
        caches: vec![NUGET],
        result: vec![copy_built(&["/out", "."])],
        probe: Some(bash::probe),
        ..Recipe::default()
    }
}
