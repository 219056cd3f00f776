//! What is downloaded in a build has to be what was meant.

use crate::diagnostic::Severity;
use crate::model::{ImageSource, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "unverified-download",
    severity: Severity::Warning,
    summary: "a build runs or adds what it downloads unseen",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever controls the other end, or the way there, controls the image. `ADD` has `--checksum` for it.

Source: <https://docs.docker.com/reference/dockerfile/#add---checksum>

```toml fail
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { build_start = ["RUN curl -sSL https://example.com/install.sh | sh"] }

[services.api]
image = "api"
```

```toml pass
[images.api]
context      = "api"
runtime      = "python:3.13"
command      = ["python", "-m", "shop"]
instructions = { build_start = ["ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool /usr/local/bin/tool"] }

[services.api]
image = "api"
```

Install a package of the system or of the language, or add the file with `ADD --checksum`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for image in model.images.values() {
        let ImageSource::Build(build) = &image.source else { continue };
        for script in build.scripts() {
            let added = script.trim_start().to_ascii_uppercase().starts_with("ADD ")
                && script.contains("://")
                && !script.contains("--checksum=");
            if added || runs_a_download(script) {
                findings
                    .at(script.span, "the build uses a download that nobody checks")
                    .label("another file tomorrow, or another sender")
                    .help("install a package, or write `ADD --checksum=sha256:... <url> <target>`");
            }
        }
    }
}

/// Whether what curl or wget fetch goes straight into a shell.
fn runs_a_download(script: &str) -> bool {
    let mut parts =
        script.split(['|', ';', '&']).map(|part| part.split_whitespace().next().unwrap_or_default());
    let downloads = ["curl ", "wget "].iter().any(|word| script.contains(word));
    downloads
        && script.contains('|')
        && parts.any(|word| matches!(word, "sh" | "bash" | "python" | "python3"))
}
