//! What starts a build.

use crate::model::resolver::{Resolved, Resolver, is_on};
use crate::read::config;
use crate::value::jenkins_cron;

/// `[jenkins.triggers]`.
#[derive(Debug, Clone, Default)]
pub struct Triggers {
    /// At these times.
    pub cron: Option<String>,
    /// At these times, if there are commits.
    pub poll_scm: Option<String>,
    /// When GitHub says that there are commits.
    pub github_push: bool,
}

impl Triggers {
    /// Whether nothing starts a build.
    pub fn is_empty(&self) -> bool {
        self.cron.is_none() && self.poll_scm.is_none() && !self.github_push
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>, triggers: Option<&config::Triggers>) -> Resolved<Triggers> {
    let Some(triggers) = triggers else { return Some(Triggers::default()) };
    let mut sound = true;
    for line in triggers.cron.iter().chain(&triggers.poll_scm) {
        sound &= cx.check(jenkins_cron(line), line.span);
    }
    sound.then(|| Triggers {
        cron: triggers.cron.as_ref().map(|line| line.value.clone()),
        poll_scm: triggers.poll_scm.as_ref().map(|line| line.value.clone()),
        github_push: is_on(triggers.github_push.as_ref(), false),
    })
}
