//! Stages of the user's, and extra steps.

use std::collections::BTreeMap;

use super::scope::{SCRATCH, Scope, in_folder};
use super::stage::{Body, variable};
use super::{credentials, login};
use crate::lang::groovy::{self, Node, Part, assign, line, sh_as_written, template};
use crate::model::{Image, OwnStage, Stage, Steps};
use crate::span::Spanned;

/// A stage that runs once.
pub(super) fn body(scope: Scope<'_>, stage: &Stage, own: &OwnStage) -> Body {
    Body {
        title: stage.title.clone(),
        agent: Some(stage.agent.clone()),
        question: own.input.clone(),
        environment: environment(&own.environment),
        steps: steps(scope, own),
        ..Body::default()
    }
}

/// A stage that runs for each image, between its build and its push; the variable `IMAGE` is the image's reference.
pub(super) fn of_image(scope: Scope<'_>, image: &Image, own: &OwnStage) -> Body {
    let mut environment = environment(&own.environment);
    let mut parts = Vec::new();
    if login::asks_for_account(scope) {
        let file = scope.jenkins.directory.file(SCRATCH).file("registry");
        parts.push(Part::Call { name: "readFile", argument: file.to_string() });
        parts.push(Part::Text("/".to_owned()));
    }
    parts.extend([
        Part::Text(format!("{}:", image.repository)),
        Part::Value("GIT_COMMIT.substring(0, 12)"),
        Part::Text("-".to_owned()),
        Part::Value("BUILD_NUMBER"),
    ]);
    environment.insert(0, line(assign("IMAGE", template(parts))));
    Body { environment, steps: steps(scope, own), ..Body::default() }
}

fn environment(variables: &BTreeMap<String, Spanned<String>>) -> Vec<Node> {
    variables.iter().map(|(name, value)| variable(name, value)).collect()
}

fn steps(scope: Scope<'_>, own: &OwnStage) -> Vec<Node> {
    let bindings = own.bindings.iter().map(credentials::binding).collect();
    let folder = scope.jenkins.directory.join(&own.dir);
    in_folder(&folder, credentials::with_all(bindings, vec![written(&own.steps)]))
}

/// Steps as the user wrote them.
pub(super) fn written(steps: &Steps) -> Node {
    match steps {
        Steps::Sh(script) => sh_as_written(script),
        Steps::Groovy(code) => {
            Node::Verbatim { code: code.value.clone(), can_indent: !groovy::breaks_inside_text(code) }
        }
    }
}
