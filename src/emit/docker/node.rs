//! Node: the final stage has the production dependencies only.

use super::instruction::{FOLDER, comment, copy, copy_built, copy_from, run, run_all, words};
use super::recipe::Recipe;
use crate::lang::dockerfile::Instruction;
use crate::model::{Build, Node, NodeManager};

/// What it leaves among the sources.
pub(super) const LEFT: &str = "**/node_modules
**/.cache
/coverage
/.next
/.nuxt
/.output
/.yarn/cache
";

/// Asks the health path.
const PROBE: &str =
    "fetch(process.argv[1]).then((response) => process.exit(response.ok ? 0 : 1), () => process.exit(1))";

/// What npm downloads, kept between builds.
const NPM: &str = "/root/.npm";

pub(super) fn recipe(build: &Build, node: &Node) -> Recipe {
    // Builds and tests need the development dependencies too.
    let all = build.compiles() || !build.test.is_empty();
    let mut recipe =
        Recipe { install: tool(node).into_iter().collect(), probe: Some(probe), ..Recipe::default() };
    if node.workspaces {
        recipe.project = vec![install(node, all)];
    } else {
        let mut manifests = node.manifests.clone();
        manifests.push("./".to_owned());
        recipe.install.extend([copy(&manifests), install(node, all)]);
    }
    recipe.result = match (node.standalone, build.compiles()) {
        (true, _) => standalone(node),
        (false, true) => {
            recipe.production = vec![run(&[cache(node)], prune(node))];
            vec![copy_from("production", &[FOLDER, "."])]
        }
        (false, false) if all => {
            recipe.production = vec![run(&[cache(node)], prune(node))];
            vec![copy_from("production", &[FOLDER, "."]), copy(&[".", "."])]
        }
        // The whole folder: without dependencies npm makes no `node_modules`.
        (false, false) => vec![copy_built(&[FOLDER, "."]), copy(&[".", "."])],
    };
    recipe
}

/// Installs the package manager, unless Node brings it; the image may have a Yarn of its own, whose place it takes.
fn tool(node: &Node) -> Option<Instruction> {
    let package = match &node.manager {
        NodeManager::Npm => return None,
        NodeManager::Pnpm(version) => format!("pnpm@{version}"),
        NodeManager::YarnClassic(version) => format!("yarn@{version}"),
        NodeManager::YarnBerry(version) => format!("@yarnpkg/cli-dist@{version}"),
    };
    Some(run(&[NPM], &format!("npm install --global --force {package}")))
}

/// Installs what the lock file names.
fn install(node: &Node, all: bool) -> Instruction {
    let (command, production) = match &node.manager {
        NodeManager::Npm => ("npm ci", " --omit=dev"),
        NodeManager::Pnpm(_) => ("pnpm install --frozen-lockfile", " --prod"),
        NodeManager::YarnClassic(_) => ("yarn install --frozen-lockfile", " --production"),
        NodeManager::YarnBerry(_) => ("yarn install --immutable", ""),
    };
    let mut commands = vec![format!("{command}{}", if all { "" } else { production })];
    // Yarn's own way to production dependencies checks no lock file, so it comes after the check.
    let focus = matches!(node.manager, NodeManager::YarnBerry(_)) && !all;
    commands.extend(focus.then(|| prune(node).to_owned()));
    run_all(&[cache(node)], &commands)
}

/// Removes the development dependencies.
fn prune(node: &Node) -> &'static str {
    match &node.manager {
        NodeManager::Npm => "npm prune --omit=dev",
        NodeManager::Pnpm(_) => "CI=true pnpm prune --prod",
        NodeManager::YarnClassic(_) => {
            "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline"
        }
        NodeManager::YarnBerry(_) => "yarn workspaces focus --all --production",
    }
}

fn cache(node: &Node) -> &'static str {
    match node.manager {
        NodeManager::Npm => NPM,
        NodeManager::Pnpm(_) => "/root/.local/share/pnpm/store",
        NodeManager::YarnClassic(_) => "/usr/local/share/.cache/yarn",
        NodeManager::YarnBerry(_) => "/root/.yarn/berry/cache",
    }
}

/// What [`output: "standalone"`](https://nextjs.org/docs/app/api-reference/config/next-config-js/output) leaves out.
fn standalone(node: &Node) -> Vec<Instruction> {
    let built = |path: &str| format!("{FOLDER}/{path}");
    let mut copies = vec![
        comment("The server has the modules that it needs, and not the files that browsers ask for."),
        copy_built(&[&built(".next/standalone"), "."]),
        copy_built(&[&built(".next/static"), ".next/static"]),
    ];
    copies.extend(node.public.then(|| copy_built(&[&built("public"), "public"])));
    copies
}

fn probe(port: &str, path: &str) -> Vec<String> {
    words(&["node", "--eval", PROBE, &format!("http://127.0.0.1:{port}{path}")])
}
