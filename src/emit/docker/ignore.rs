//! `<Dockerfile>.dockerignore`: what of the context no image needs; see the
//! [Docker documentation](https://docs.docker.com/build/concepts/context/#dockerignore-files).

use super::{language, nginx};
use crate::emit::file::HEADER;
use crate::emit::jenkins::SCRATCH;
use crate::emit::{Draft, gitattributes};
use crate::model::{Build, Image, Language, Model};
use crate::value::ProjectPath;

/// What is private or of no use in any image.
const ALWAYS: &str = "\
# Version control and editors
**/.git
**/.gitignore
**/.hg
**/.svn
**/.idea
**/.vscode
**/*.swp
**/.DS_Store

# Secrets, and data of a developer's machine
**/.env*
**/*.pem
**/*.key
**/.npmrc
**/.pypirc
**/.netrc
**/.aws
**/*.sqlite3*
**/*.log
**/.terraform
**/*.tfstate*
**/*.tfvars

# How images are built and run
**/Dockerfile*
**/*.dockerignore
**/docker-compose*
**/compose.y*ml
";

/// The Dockerfile's companion, beside it.
pub(super) fn file<'m>(model: &'m Model, image: &'m Image, build: &'m Build) -> Draft<'m> {
    let name = format!("{}.dockerignore", file_name(&image.dockerfile));
    Draft::new(image.dockerfile.parent().file(&name), || text(model, image, build))
}

fn text(model: &Model, image: &Image, build: &Build) -> String {
    let mut text = format!("# {HEADER}\n\n{ALWAYS}");
    for path in own(model, image) {
        text += &rooted(&path);
    }
    let left = language::left(&build.language);
    if !left.is_empty() {
        text += "\n# Dependencies and caches\n";
        text += left;
    }
    text + &exceptions(image, build)
}

/// What kura and its pipeline read and write, where it lies within the context.
fn own(model: &Model, image: &Image) -> Vec<String> {
    let outputs = &model.outputs;
    let mut paths = Vec::from(["kura.toml", "kura.lock"].map(|name| ProjectPath::root().file(name)));
    if let Some(jenkins) = &model.jenkins {
        paths.extend(jenkins.pipelines.iter().map(|pipeline| pipeline.jenkinsfile.value.clone()));
        paths.push(ProjectPath::root().file(SCRATCH));
    }
    paths.extend(outputs.gitattributes.then(|| ProjectPath::root().file(gitattributes::NAME)));
    // A folder that kura does not write may be the application's own.
    paths.extend(model.terraform.as_ref().map(|_| outputs.terraform.clone()));
    paths.extend(model.jenkins_hosts.as_ref().map(|_| outputs.jenkins_terraform.clone()));
    paths.extend((!model.services.is_empty()).then(|| outputs.manifests.clone()));
    let inside =
        |path: &ProjectPath| path.relative_to(&image.context).filter(|path| *path != ".").map(str::to_owned);
    paths.iter().filter_map(inside).collect()
}

/// The build's own output is made anew; what a line above hides and the build needs comes back.
fn exceptions(image: &Image, build: &Build) -> String {
    let settings = match &build.language {
        Language::Node(node) if node.manifests.iter().any(|file| file == ".npmrc") => {
            "\n# Needed after all: settings of the package manager, without a secret\n!/.npmrc\n"
        }
        _ => "",
    };
    let Some(site) = &build.static_site else { return settings.to_owned() };
    let mut needed = rooted(&nginx::file_name(image));
    needed += &site.server.as_deref().map(rooted).unwrap_or_default().replacen('/', "!/", 1);
    if matches!(build.language, Language::Nginx) {
        return format!("\n# Needed after all: the configuration of nginx\n!{needed}");
    }
    let output = rooted(site.folder.as_str());
    let about = "Needed after all: settings of the page, which are public, and of nginx";
    format!("{output}{settings}\n# {about}\n!**/.env.production\n!{needed}")
}

/// A line for one path of the context, in which no character is a pattern.
fn rooted(path: &str) -> String {
    let escaped: String = path
        .chars()
        .flat_map(|c| {
            let special = "*?[]\\".contains(c);
            special.then_some('\\').into_iter().chain([c])
        })
        .collect();
    format!("/{escaped}\n")
}

/// The Dockerfile's own name, which its companions begin with.
fn file_name(dockerfile: &ProjectPath) -> &str {
    dockerfile.relative_to(&dockerfile.parent()).unwrap_or(dockerfile.as_str())
}
