//! Where the sources of a stage come from, and which commit it is.

use super::scope::Scope;
use crate::lang::groovy::{Code, Node, assign, block, call, comment, line, list, literal, named, or};
use crate::model::Stage;
use crate::read::config::JobKind;

/// What a stage does first on its own agent.
pub(super) fn first_steps(scope: Scope<'_>, stage: &Stage) -> Vec<Node> {
    if scope.jenkins.git.url.is_some() {
        let shares = scope.has_one_agent();
        return if shares { Vec::new() } else { vec![line("checkOut()")] };
    }
    let remembers = scope.remembers_commit(stage) && scope.notifications().next().is_some();
    if remembers { vec![origin()] } else { Vec::new() }
}

/// Keeps what the checkout of a stage says, which the end of the build would else not know.
///
/// `GIT_COMMIT` is set where [an agent](https://www.jenkins.io/doc/book/pipeline/syntax/#agent) checked out, and nowhere else.
fn origin() -> Node {
    let names =
        [("env.ORIGIN_COMMIT", "env.GIT_COMMIT ?: ''"), ("env.ORIGIN_BRANCH", "env.GIT_BRANCH ?: ''")];
    block("script", names.map(|(name, value)| line(assign(name, value))))
}

/// The first stage of a pipeline with an explicit checkout: which commit the build is of.
pub(super) fn stage(scope: Scope<'_>) -> Option<Node> {
    scope.jenkins.git.url.as_ref()?;
    let first = scope.pipeline.stages.first()?;
    let steps = block("steps", [line("checkOut()")]);
    Some(block("stage('Checkout')", scope.agent(&first.agent).into_iter().chain([steps])))
}

/// The function that checks out.
pub(super) fn function(scope: Scope<'_>) -> Option<Vec<Node>> {
    let git = &scope.jenkins.git;
    let url = git.url.as_ref()?;
    let branch = || match scope.jenkins.job {
        JobKind::Multibranch => Code::from("env.BRANCH_NAME"),
        JobKind::Pipeline => literal(git.checked_out()),
    };
    let mut remote = vec![named("url", literal(url))];
    remote.extend(git.credentials.as_ref().map(|id| named("credentialsId", literal(id))));
    let checkout = call(
        "checkout",
        [list([
            named("$class", literal("GitSCM")),
            named("branches", list([list([named("name", "commit")])])),
            named("userRemoteConfigs", "remotes"),
        ])],
    );
    Some(vec![
        comment(
            "All stages work on the commit that the first one found, also when there is a newer one by now.",
        ),
        block(
            "void checkOut()",
            [
                line(assign("String commit", or("env.GIT_COMMIT", branch()))),
                line(assign("List remotes", list([list(remote)]))),
                line(checkout),
                line(assign("env.GIT_COMMIT", "sh(script: 'git rev-parse HEAD', returnStdout: true).trim()")),
                line(assign("env.ORIGIN_COMMIT", "env.GIT_COMMIT")),
                line(assign("env.ORIGIN_BRANCH", branch())),
            ],
        ),
    ])
}
