//! Messages at the end of a build: to Slack by
//! [incoming webhook](https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/) or by its
//! [plugin](https://plugins.jenkins.io/slack/), and by mail.

use super::credentials;
use super::scope::Scope;
use crate::lang::groovy::{
    Node, Part, assign, block, call, command, comment, line, list, literal, named, plus, sh, template,
    timeout,
};
use crate::model::{Notification, StageKind, Way};

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
"#;

/// The rest of it, with the images in `$images`.
const SEND: &str = r#"images=${images:+, tag $commit-$BUILD_NUMBER of${images#,}}
text="<$BUILD_URL|$build>: $RESULT$origin${commit:+$images}"
printf 'url = "%s"\n' "$SLACK_WEBHOOK" |
    curl --config - --fail --silent --show-error --output /dev/null \
        --max-time 30 --retry 3 --header 'Content-Type: application/json' \
        --data "{\"text\": \"$text\"}"
"#;

/// Minutes that a message may take, an agent that is free included.
const LIMIT_MINUTES: i64 = 5;

/// The steps that tell everybody, by condition.
pub(super) fn steps(scope: Scope<'_>) -> Vec<(&'static str, Vec<Node>)> {
    let all = scope.notifications().flat_map(|notification| {
        notification.on.iter().map(move |condition| (condition.word(), vec![tell(notification)]))
    });
    all.collect()
}

fn tell(notification: &Notification) -> Node {
    line(match &notification.way {
        Way::Webhook(id) => command("tellSlack", [literal(id)]),
        Way::Channel(channel) => command("tellChannel", [literal(channel)]),
        Way::Email(addresses) => command("tellByMail", [literal(&addresses.join(", "))]),
    })
}

/// The functions that the `post` section calls.
pub(super) fn functions(scope: Scope<'_>) -> Vec<Vec<Node>> {
    let ways: Vec<_> = scope.notifications().map(|notification| &notification.way).collect();
    let webhook = ways.iter().any(|way| matches!(way, Way::Webhook(_))).then(|| tell_slack(scope));
    let channel = ways.iter().any(|way| matches!(way, Way::Channel(_))).then(tell_channel);
    let mail = ways.iter().any(|way| matches!(way, Way::Email(_))).then(tell_by_mail);
    let summary = (channel.is_some() || mail.is_some()).then(|| summary(scope));
    [webhook, channel, mail, summary].into_iter().flatten().collect()
}

/// The names of the images that a build pushes.
fn images(scope: Scope<'_>) -> Vec<&str> {
    let pushes = scope.pipeline.all_stages().any(|stage| matches!(stage.kind, StageKind::Push));
    let images = scope.pipeline.images.iter().filter_map(|key| scope.model.images.get(key));
    images.filter(|_| pushes).map(|image| image.repository.as_str()).collect()
}

/// A message that cannot be sent does not change the result of the build.
fn trying(steps: Vec<Node>, otherwise: &str) -> Node {
    let limited = block(timeout(LIMIT_MINUTES), steps);
    Node::Try(vec![limited], vec![line(command("echo", [literal(otherwise)]))])
}

fn tell_slack(scope: Scope<'_>) -> Vec<Node> {
    let webhook =
        call("string", [named("credentialsId", "webhook"), named("variable", literal("SLACK_WEBHOOK"))]);
    let names = images(scope);
    let names = names.iter().map(|name| format!("images=\"$images, {name}\"\n"));
    let images = format!("images=\n{}", names.collect::<String>());
    let result = block(
        call("withEnv", [list(["\"RESULT=${currentBuild.currentResult}\""])]),
        [credentials::with(vec![webhook], vec![sh(&format!("{SCRIPT}{images}{SEND}"))])],
    );
    let about =
        "A message that cannot be sent does not change the result: catchError would, after a timeout.";
    let sent = trying(scope.on_agent(vec![result]), "Slack has not been told.");
    vec![comment(about), block("void tellSlack(String webhook)", [sent])]
}

fn tell_channel() -> Vec<Node> {
    let color = "currentBuild.currentResult == 'SUCCESS' ? 'good' : 'danger'";
    let send = command(
        "slackSend",
        [named("channel", "channel"), named("color", color), named("message", "summary()")],
    );
    vec![block("void tellChannel(String channel)", [trying(vec![line(send)], "Slack has not been told.")])]
}

fn tell_by_mail() -> Vec<Node> {
    let subject = template([
        Part::Value("env.JOB_NAME"),
        Part::Text(" #".to_owned()),
        Part::Value("env.BUILD_NUMBER"),
        Part::Text(": ".to_owned()),
        Part::Value("currentBuild.currentResult"),
    ]);
    let send =
        command("mail", [named("to", "addresses"), named("subject", subject), named("body", "summary()")]);
    vec![block(
        "void tellByMail(String addresses)",
        [trying(vec![line(send)], "The mail has not been sent.")],
    )]
}

/// The text of a message: job, build, result, commit, images, link.
fn summary(scope: Scope<'_>) -> Vec<Node> {
    let parts = vec![
        Part::Value("env.JOB_NAME"),
        Part::Text(" #".to_owned()),
        Part::Value("env.BUILD_NUMBER"),
        Part::Text(": ".to_owned()),
        Part::Value("currentBuild.currentResult"),
    ];
    // Nobody knows the commit where the checkout failed.
    let commit = [Part::Text(" at commit ".to_owned()), Part::Value("env.ORIGIN_COMMIT ?: 'unknown'")];
    let mut lines = vec![
        line(assign("String text", template(parts))),
        line(assign("text", plus("text", template(commit)))),
    ];
    for name in images(scope) {
        lines.push(line(assign("text", plus("text", literal(&format!(", image {name}"))))));
    }
    let link = template([Part::Text(", ".to_owned()), Part::Value("env.BUILD_URL")]);
    lines.push(line(command("return text +", [link])));
    vec![block("String summary()", lines)]
}
