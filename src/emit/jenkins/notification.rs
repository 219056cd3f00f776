//! Slack messages at the end of a build, by
//! [incoming webhook](https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/).

use std::collections::BTreeMap;

use super::{agents, with_credentials};
use crate::lang::groovy::{Node, block, call, command, comment, line, list, literal, named, sh};
use crate::model::{AgentLabel, Jenkins, Notification};

/// Sends one message; the webhook is a secret, and so reaches curl over its standard input.
///
/// Slack asks for `&`, `<` and `>` to be escaped, JSON for quotes and backslashes.
const SCRIPT: &str = r#"set +x
escape() {
    printf '%s' "$1" | tr -d '[:cntrl:]' |
        sed -e 's/[\\"]/\\&/g' -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}
build=$(escape "$JOB_NAME #$BUILD_NUMBER")
branch=$(escape "${BRANCH_NAME:-${GIT_BRANCH:-}}")
commit=$(printf %.12s "${GIT_COMMIT:-}")
text="<$BUILD_URL|$build>: $RESULT${branch:+ on branch $branch}${commit:+ at commit $commit}"
printf 'url = "%s"\n' "$SLACK_WEBHOOK" |
    curl --config - --fail --silent --show-error --output /dev/null --max-time 30 --retry 3 \
        --header 'Content-Type: application/json' --data "{\"text\": \"$text\"}"
"#;

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
    // The build is over: a message that cannot be sent is worth a line in the log and no other result.
    let caught = block("catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS')", [result]);
    let about = "Tells Slack how the build ended; a message that cannot be sent does not change the result.";
    [comment(about), block("void tellSlack(String webhook)", [on_agent(jenkins, caught)])]
}

/// Runs steps where the last stage did; the pipeline itself has an agent only where none is labelled.
fn on_agent(jenkins: &Jenkins, steps: Node) -> Node {
    match agents(jenkins).last() {
        Some(AgentLabel::Label(label)) => block(call("node", [literal(label)]), [steps]),
        Some(AgentLabel::Any) | None => steps,
    }
}
