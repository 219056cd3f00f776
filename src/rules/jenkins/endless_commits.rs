//! A build whose commit starts the next build.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#triggers>

use crate::diagnostic::Severity;
use crate::model::{Model, StageKind};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "endless-commits",
    severity: Severity::Warning,
    summary: "each commit of digests starts a build that commits again",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With `method = "git_commit"` a build ends in a commit, which starts the next build. If that one builds the same images again, their digests differ, and so it goes on.

```toml fail
[registry]
namespace   = "acme"
credentials = "dockerhub"

[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins.stages]
build  = { only_changed = false }
deploy = { method = "git_commit" }

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[registry]
namespace   = "acme"
credentials = "dockerhub"

[images.web]
context = "hand-written"

[services.web]
image = "web"

[jenkins.stages]
deploy = { method = "git_commit" }

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove `only_changed = false`: an image whose sources are the same keeps its digest.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for pipeline in
        model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines).filter(|pipeline| pipeline.commits())
    {
        let build = pipeline
            .all_stages()
            .find(|stage| matches!(stage.kind, StageKind::Build { only_changed: false }));
        if let Some(build) = build {
            findings
                .at(build.span, "each build commits new digests, and starts the next one")
                .label("images are built whether their sources changed or not")
                .help("remove `only_changed = false`");
        }
    }
}
