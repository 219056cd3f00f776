//! Commits the pushed digests, for Argo CD or Flux to apply.

use crate::emit::jenkins::image::digest_file;
use crate::emit::jenkins::scope::Scope;
use crate::emit::jenkins::workload::images;
use crate::emit::jenkins::{credentials, login};
use crate::emit::kubernetes::IMAGES;
use crate::lang::groovy::{Node, block, comment, sh};
use crate::lang::shell;
use crate::read::config::{CredentialKind, JobKind};

/// Puts a digest into the transformer of its image, and adds a transformer for an image that has none.
const SET: &str = r#"set_digest() {
    awk -v name="$2" -v to="$3" -v digest="$4" '
        $0 == "  name: " name {
            print
            if (to != name) print "  newName: " to
            print "  digest: " digest
            found = 1
            skip = 1
            next
        }
        skip && /^  (newName|newTag|digest): / { next }
        { skip = 0; print }
        END { exit !found }
    ' "$file" > "$file.new" || printf '%s\n' --- 'apiVersion: builtin' 'kind: ImageTagTransformer' \
        'metadata:' "  name: $1" 'imageTag:' "  name: $2" "  newName: $3" "  digest: $4" >> "$file.new"
    mv "$file.new" "$file"
}"#;

/// The steps: the digests into the file, a commit if that changed anything, a push onto what the branch is by now.
pub(super) fn steps(scope: Scope<'_>) -> Vec<Node> {
    let bindings: Vec<_> = scope.jenkins.git.push.iter().map(credentials::binding).collect();
    let why = "Others may have pushed meanwhile: the commit then moves on top of theirs.";
    let push = block("retry(3)", [comment(why), sh(&push(scope))]);
    let set = vec![sh(&set(scope))];
    let set = if login::asks_for_account(scope) { credentials::with_aws(scope, set) } else { set };
    [set, credentials::with_all(bindings, vec![push])].concat()
}

fn set(scope: Scope<'_>) -> String {
    let file = scope.model.outputs.manifests.file(IMAGES);
    let mut lines = vec![format!("file={}", shell::quote(file.as_str())), SET.to_owned()];
    lines.extend(login::asks_for_account(scope).then(|| super::kustomize::registry(scope)));
    for (key, image) in images(scope) {
        let digest = shell::quote(&digest_file(key));
        let name = &image.repository;
        let to =
            if login::asks_for_account(scope) { format!("\"$registry/{name}\"") } else { name.value.clone() };
        lines.push(format!("set_digest {} \\\n    {name} \\\n    {to} \\", shell::quote(key)));
        lines.push(format!("    \"$(cat {digest})\""));
    }
    let git = &scope.jenkins.git;
    let author = [
        "git",
        "-c",
        &format!("user.name={}", git.user_name),
        "-c",
        &format!("user.email={}", git.user_email),
    ];
    lines.push("git add \"$file\"".to_owned());
    lines.push(format!(
        "git diff --cached --quiet ||\n    {} commit --message \"Deploy build $BUILD_NUMBER\"",
        shell::join(author)
    ));
    lines.join("\n")
}

fn push(scope: Scope<'_>) -> String {
    let git = &scope.jenkins.git;
    let told = git.url.is_some() || git.branch.is_some();
    let branch = if told && scope.jenkins.job == JobKind::Pipeline {
        format!("branch={}", shell::quote(git.checked_out()))
    } else {
        // Jenkins says it of a branch of a multibranch job, and of the job's own checkout.
        "branch=${BRANCH_NAME:-${GIT_BRANCH#origin/}}".to_owned()
    };
    let kind = git.push.as_ref().map(|push| push.kind);
    let author = shell::join([
        "-c",
        &format!("user.name={}", git.user_name),
        "-c",
        &format!("user.email={}", git.user_email),
    ]);
    let mut lines = vec![branch];
    let command = match kind {
        Some(CredentialKind::UsernamePassword) => {
            let helper = r#"!f() { printf "username=%s\npassword=%s\n" "$GIT_USR" "$GIT_PSW"; }; f"#;
            lines.push(format!("helper={}", shell::quote(helper)));
            "git -c credential.helper= -c credential.helper=\"$helper\"".to_owned()
        }
        Some(CredentialKind::SshKey) => {
            lines.push(r#"export GIT_SSH_COMMAND='ssh -i "$GIT" -o IdentitiesOnly=yes'"#.to_owned());
            "git".to_owned()
        }
        _ => "git".to_owned(),
    };
    lines.push(format!("{command} fetch origin \"$branch\""));
    lines.push(format!("if ! git {author} rebase FETCH_HEAD; then"));
    lines.push("    git rebase --abort\n    exit 1\nfi".to_owned());
    lines.push(format!("{command} push origin \"HEAD:$branch\""));
    lines.join("\n")
}
