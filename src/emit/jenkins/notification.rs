//! Slack messages at the end of a build, by
//! [incoming webhook](https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/).

use std::collections::BTreeMap;

use super::{agents, timeout, with_credentials};
use crate::lang::groovy::{Node, assign, block, call, command, comment, line, list, literal, named, sh};
use crate::model::{AgentLabel, Jenkins, Model, Notification};

/// Sends one message; the webhook is a secret, and so reaches curl over its standard input.
///
/// Slack asks for `&`, `<` and `>` to be escaped, JSON for quotes and backslashes.
const SCRIPT: &str = r#"set +x
escape() {
    printf '%s' "$1" | tr -d '[:cntrl:]' |
        sed -e 's/[\\"]/\\&/g' -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}
build=$(escape "$JOB_NAME #$BUILD_NUMBER")
branch=$(escape "${BRANCH_NAME:-$ORIGIN_BRANCH}")
commit=$(printf %.12s "$ORIGIN_COMMIT")
origin="${branch:+ on branch $branch}${commit:+ at commit $commit}"
text="<$BUILD_URL|$build>: $RESULT$origin"
printf 'url = "%s"\n' "$SLACK_WEBHOOK" |
    curl --config - --fail --silent --show-error --output /dev/null \
        --max-time 30 --retry 3 --header 'Content-Type: application/json' \
        --data "{\"text\": \"$text\"}"
"#;

/// Minutes that a message may take, an agent that is free included.
const LIMIT_MINUTES: i64 = 5;

/// Keeps what the checkout of a stage says, which the end of the build would else not know.
///
/// `GIT_COMMIT` is set where [an agent](https://www.jenkins.io/doc/book/pipeline/syntax/#agent) checked out, and nowhere else.
pub(super) fn origin(model: &Model) -> Option<Node> {
    let names =
        [("env.ORIGIN_COMMIT", "env.GIT_COMMIT ?: ''"), ("env.ORIGIN_BRANCH", "env.GIT_BRANCH ?: ''")];
    let kept = names.map(|(name, value)| line(assign(name, value)));
    (!model.notifications.is_empty()).then(|| block("script", kept))
}

/// The pipeline's `post` section.
pub(super) fn post(notifications: &BTreeMap<String, Notification>) -> Node {
    let mut conditions = BTreeMap::<_, Vec<Node>>::new();
    for notification in notifications.values() {
        for condition in &notification.on {
            let tell = line(command("tellSlack", [literal(&notification.webhook)]));
            conditions.entry(condition).or_default().push(tell);
        }
    }
    block("post", conditions.into_iter().map(|(condition, steps)| block(condition.word(), steps)))
}

/// The function that the `post` section calls.
pub(super) fn function(jenkins: &Jenkins) -> [Node; 2] {
    let webhook =
        call("string", [named("credentialsId", "webhook"), named("variable", literal("SLACK_WEBHOOK"))]);
    let result = block(
        call("withEnv", [list(["\"RESULT=${currentBuild.currentResult}\""])]),
        [with_credentials(webhook, [sh(SCRIPT)])],
    );
    let limited = block(timeout(LIMIT_MINUTES), [on_agent(jenkins, result)]);
    let about =
        "A message that cannot be sent does not change the result: catchError would, after a timeout.";
    [
        comment(about),
        block(
            "void tellSlack(String webhook)",
            [Node::Try(vec![limited], vec![line(command("echo", [literal("Slack has not been told.")]))])],
        ),
    ]
}

/// Runs steps where the last stage did; the pipeline itself has an agent only where none is labelled.
fn on_agent(jenkins: &Jenkins, steps: Node) -> Node {
    match agents(jenkins).last() {
        Some(AgentLabel::Label(label)) => block(call("node", [literal(label)]), [steps]),
        Some(AgentLabel::Any) | None => steps,
    }
}
