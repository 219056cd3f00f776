//! From texts to objects: which language a file is in.

use super::object::{Area, Identity, Object};
use super::{NotUnderstood, Text, Tree, dockerfile, kubernetes, pipeline, shell, terraform};

/// The language of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Terraform,
    Values,
    Yaml,
    Jenkinsfile,
    Dockerfile,
    Json,
    Script,
    Lines,
}

/// All objects of some files, and the files that could not be understood.
pub(super) fn objects(files: &[Text<'_>]) -> (Vec<Object>, Vec<NotUnderstood>) {
    let (mut objects, mut broken) = (Vec::new(), Vec::new());
    let of = |wanted| files.iter().filter(move |file| language(file) == wanted);
    let (terraform, wrong) = terraform::objects(of(Language::Terraform), of(Language::Values));
    objects.extend(terraform);
    broken.extend(wrong);
    let (kubernetes, wrong) = kubernetes::objects(of(Language::Yaml));
    objects.extend(kubernetes);
    broken.extend(wrong);
    for file in files {
        match language(file) {
            Language::Terraform | Language::Values | Language::Yaml => {}
            Language::Jenkinsfile => match pipeline::objects(file) {
                Ok(found) => objects.extend(found),
                Err(why) => broken.push(file.not_understood(&why)),
            },
            Language::Dockerfile => objects.extend(dockerfile::objects(file)),
            Language::Json => match serde_json::from_str(file.text) {
                Ok(json) => objects.push(whole(file, Tree::of_json(&json))),
                Err(why) => broken.push(file.not_understood(&why.to_string())),
            },
            Language::Script => objects.push(whole(file, Tree::lines(shell::lines(file.text)))),
            Language::Lines => objects.push(whole(file, lines(file.text))),
        }
    }
    (objects, broken)
}

fn language(file: &Text<'_>) -> Language {
    let name = file.path.as_str().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    match extension {
        "tf" => Language::Terraform,
        "tfvars" => Language::Values,
        "yaml" | "yml" => Language::Yaml,
        "json" => Language::Json,
        "groovy" => Language::Jenkinsfile,
        "sh" => Language::Script,
        "dockerignore" => Language::Lines,
        _ if name.contains("jenkinsfile") || file.text.contains("\npipeline {") => Language::Jenkinsfile,
        _ if name.contains("dockerfile") || name.contains("containerfile") => Language::Dockerfile,
        _ => Language::Lines,
    }
}

/// A file that is one object.
fn whole(file: &Text<'_>, tree: Tree) -> Object {
    let identity = Identity {
        area: Area::File,
        within: file.path.clone(),
        kind: "file".to_owned(),
        namespace: String::new(),
        name: String::new(),
    };
    Object { identity, title: file.path.to_string(), path: file.path.clone(), tree, stays: file.stays }
}

/// Lines without those that are empty or only a comment; the space between words does not matter.
fn lines(text: &str) -> Tree {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Tree::lines(lines.filter(|line| !line.is_empty() && !line.starts_with('#')))
}
