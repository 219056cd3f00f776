//! Development servers are not made for production.
//!
//! Source: <https://docs.djangoproject.com/en/5.2/ref/django-admin/#runserver>
//! Source: <https://flask.palletsprojects.com/en/stable/deploying/>
//! Source: <https://vite.dev/guide/cli.html>

use crate::diagnostic::Severity;
use crate::model::{ImageSource, Model, Place, Pod};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "development-server",
    severity: Severity::Warning,
    summary: "a container starts a development server",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A development server serves one request after the other, shows stack traces to everybody and watches files that never change; its own documentation says not to use it in production.

```toml fail
[images.api]
context = "api"
runtime = "python:3.13"
command = ["python", "manage.py", "runserver", "0.0.0.0:8000"]

[services.api]
image = "api"
port  = 8000
```

```toml pass
[images.api]
context = "api"
runtime = "python:3.13"
command = ["gunicorn", "shop.wsgi", "--bind", "0.0.0.0:8000"]

[services.api]
image = "api"
port  = 8000
```

Start a production server: gunicorn or uvicorn for Python, `node server.js` for Node, and for a single-page application the image's `static`, which nginx serves.
"#;

/// Words that follow each other in the command of a development server, and what to start instead.
const SERVERS: &[(&[&str], &str)] = &[
    (&["manage.py", "runserver"], "start `gunicorn <project>.wsgi` instead"),
    (&["django-admin", "runserver"], "start `gunicorn <project>.wsgi` instead"),
    (&["flask", "run"], "start `gunicorn <module>:app` instead"),
    (&["fastapi", "dev"], "start `fastapi run` or `uvicorn` instead"),
    (&["npm", "start"], NODE),
    (&["npm", "run", "start"], NODE),
    (&["npm", "run", "dev"], NODE),
    (&["yarn", "start"], NODE),
    (&["yarn", "dev"], NODE),
    (&["pnpm", "start"], NODE),
    (&["pnpm", "dev"], NODE),
    (&["react-scripts", "start"], NODE),
    (&["next", "dev"], "build with `next build`, and start `next start` instead"),
    (&["ng", "serve"], NODE),
    (&["webpack", "serve"], NODE),
    (&["vite"], NODE),
    (&["nodemon"], "start `node server.js` instead"),
    (&["artisan", "serve"], "start php-fpm behind nginx instead"),
    (&["http.server"], "serve the folder with nginx instead"),
    (&["dotnet", "watch"], "start the published `.dll` instead"),
];

const NODE: &str = "start the server itself, such as `node server.js`; of a single-page application serve the build (`static`)";

fn check(model: &Model, findings: &mut Findings) {
    for container in model.pods().flat_map(Pod::containers) {
        let command = [container.command.as_slice(), &container.args].concat().join(" ");
        one(&command, &container.command_span.into(), findings);
    }
    for image in model.images.values() {
        match &image.source {
            ImageSource::Build(build) => one(&build.command.join(" "), &build.command_span.into(), findings),
            ImageSource::HandWritten(file) => {
                // Only the last one counts.
                if let Some(start) = file.all("CMD").last().or_else(|| file.all("ENTRYPOINT").last()) {
                    one(&start.arguments, &file.place(start.line), findings);
                }
            }
        }
    }
}

fn one(command: &str, place: &Place, findings: &mut Findings) {
    let words: Vec<_> = command
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(' | ')' | '\'' | '"' | '[' | ']' | ',')
        })
        .filter(|word| !word.is_empty())
        .map(|word| word.rsplit('/').next().unwrap_or(word))
        .collect();
    // `vite build` and `vite preview` are no development servers.
    let builds = words.windows(2).any(|pair| matches!(pair, ["vite", "build" | "preview"]));
    let is_started = |server: &[&str]| words.windows(server.len()).any(|part| part == server);
    let started = SERVERS.iter().find(|(server, _)| is_started(server));
    if let Some((server, help)) = started.filter(|(server, _)| *server != ["vite"] || !builds) {
        findings
            .at(place.span, format!("`{}` is a development server", server.join(" ")))
            .label(place.label("not made for production"))
            .help(*help);
    }
}
