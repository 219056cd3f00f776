//! Where the pipeline's sources come from, and who commits to them.

use super::check;
use super::credential::Binding;
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, CredentialKind, JobKind, Text};
use crate::value::{email_address, printable_line};

/// `[jenkins.git]`, with its defaults.
#[derive(Debug, Clone, Default)]
pub struct Git {
    /// Address of an explicit checkout; `None`: the job's own.
    pub url: Option<String>,
    /// Branch that is checked out; `None`: the build's.
    pub branch: Option<Text>,
    /// Id of the credential of the checkout.
    pub credentials: Option<String>,
    /// How commits are pushed, as `GIT`.
    pub push: Option<Binding>,
    /// Author of commits.
    pub user_name: String,
    /// Author's address.
    pub user_email: String,
}

impl Git {
    /// The branch of an explicit checkout.
    pub fn checked_out(&self) -> &str {
        self.branch.as_ref().map_or("main", |branch| &branch.value)
    }

    /// Whether a git server is talked to over SSH: by its address, or by the key that pushes.
    pub fn speaks_ssh(&self) -> bool {
        match &self.url {
            Some(url) => !url.starts_with("https://") && !url.starts_with("http://"),
            None => self.push.as_ref().is_some_and(|push| push.kind == CredentialKind::SshKey),
        }
    }

    /// Ids of the credentials with which git servers are talked to.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let push = self.push.as_ref().map(|push| push.credential.as_str());
        self.credentials.as_deref().into_iter().chain(push)
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>, jenkins: &config::Jenkins) -> Resolved<Git> {
    let Some(git) = &jenkins.git else {
        return Some(Git { user_name: "Jenkins".to_owned(), ..Git::default() });
    };
    let mut sound = git.url.as_ref().is_none_or(|url| cx.check(printable_line(url), url.span));
    sound &= git.branch.as_ref().is_none_or(|branch| cx.check(check::branch(branch), branch.span));
    sound &= git.user_name.as_ref().is_none_or(|name| cx.check(printable_line(name), name.span));
    sound &= git.user_email.as_ref().is_none_or(|email| cx.check(email_address(email), email.span));
    sound &= git.branch.as_ref().is_none_or(|branch| is_of_one_branch(cx, jenkins, branch));
    if let (Some(credentials), None) = (&git.credentials, &git.url)
        && git.push_credentials.is_some()
    {
        sound = false;
        cx.report
            .error("missing-key", credentials.span, "`url` is missing")
            .label("the job's own checkout has its own credentials")
            .help("add `url`, or remove `credentials`");
    }
    let kinds = [CredentialKind::UsernamePassword, CredentialKind::SshKey];
    let credentials = match &git.credentials {
        Some(name) => cx.credential(name, &kinds).map(|(id, _)| Some(id.value.clone())),
        None => Some(None),
    };
    let push = match git.push_credentials.as_ref().or(git.credentials.as_ref()) {
        Some(name) => cx.binding_of(name, "GIT", &kinds).map(Some),
        None => Some(None),
    };
    let text = |text: Option<&Text>, default: &str| text.map_or(default, |text| &text.value).to_owned();
    Some(Git {
        url: git.url.as_ref().map(|url| url.value.clone()),
        branch: git.branch.clone(),
        credentials: credentials?,
        push: push?,
        user_name: text(git.user_name.as_ref(), "Jenkins"),
        user_email: text(git.user_email.as_ref(), ""),
    })
    .filter(|_| sound)
}

/// Whether the job may name its branch: a multibranch job builds each of them.
fn is_of_one_branch(cx: &mut Resolver<'_>, jenkins: &config::Jenkins, branch: &Text) -> bool {
    let Some(job) = jenkins.job.filter(|job| job.value == JobKind::Multibranch) else { return true };
    cx.report
        .error("exclusive-keys", branch.span, "a multibranch job builds every branch")
        .label("a build would check out this one, whatever its own is")
        .related(job.span, "the kind of the job")
        .help("remove `branch`; a stage can name its branch in `when_branch`");
    false
}
