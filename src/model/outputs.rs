//! Where the output is written.

use super::resolver::Resolver;
use crate::span::Spanned;
use crate::value::{FromText, ProjectPath};

/// `[outputs]`, all relative to the folder of `kura.toml`.
#[derive(Debug, Clone)]
pub struct Outputs {
    /// Folder of the application's root module.
    pub terraform: ProjectPath,
    /// Folder of the Jenkins hosts' root module.
    pub jenkins_terraform: ProjectPath,
    /// Folder of the manifests.
    pub manifests: ProjectPath,
    /// The pipeline.
    pub jenkinsfile: ProjectPath,
    /// Whether git is told what is kura's.
    pub gitattributes: bool,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Outputs {
    let outputs = cx.config.outputs.as_ref();
    if let Some(manifests) = outputs.and_then(|outputs| outputs.manifests.as_ref())
        && manifests.value.is_root()
    {
        // The pipeline's overlay would lie inside its own base, which kustomize refuses.
        cx.report
            .error("invalid-value", manifests.span, "the manifests need a folder of their own")
            .help("name a folder, such as `kubernetes`");
    }
    let path = |written: Option<&Spanned<ProjectPath>>, default| {
        written.map_or_else(|| own(default), |path| path.value.clone())
    };
    Outputs {
        terraform: path(outputs.and_then(|outputs| outputs.terraform.as_ref()), "terraform"),
        jenkins_terraform: path(
            outputs.and_then(|outputs| outputs.jenkins_terraform.as_ref()),
            "terraform/jenkins",
        ),
        manifests: path(outputs.and_then(|outputs| outputs.manifests.as_ref()), "kubernetes"),
        jenkinsfile: path(outputs.and_then(|outputs| outputs.jenkinsfile.as_ref()), "Jenkinsfile"),
        gitattributes: outputs
            .and_then(|outputs| outputs.gitattributes.as_ref())
            .is_some_and(|written| written.value),
    }
}

/// A path that kura itself names.
pub(super) fn own(path: &str) -> ProjectPath {
    ProjectPath::from_text(path).unwrap_or_else(|_| ProjectPath::root())
}
