//! Ruby: Bundler, and Puma in front of Rails or Rack.

use super::application::{Application, Found, command, variables};
use crate::model::resolver::{Resolved, Resolver};

/// What kura knows of a Ruby application.
#[derive(Debug, Clone)]
pub struct Ruby {
    /// Whether bootsnap caches what Ruby loads.
    pub bootsnap: bool,
}

const FRAMEWORKS: &[&str] = &["rails", "rack"];

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Ruby>> {
    for (file, help) in [
        ("Gemfile", "run `bundle init`"),
        ("Gemfile.lock", "run `bundle lock --add-platform x86_64-linux`, and commit it"),
    ] {
        if !app.context.has(file) {
            app.missing_file(cx, file, help);
            return None;
        }
    }
    let lock = app.context.read("Gemfile.lock");
    // A gem that is locked stands four spaces deep.
    let locked = |gem: &str| {
        lock.lines()
            .any(|line| line.strip_prefix("    ").is_some_and(|line| line.starts_with(&format!("{gem} ("))))
    };
    let detected =
        if locked("rails") { Some("rails") } else { app.context.has("config.ru").then_some("rack") };
    let framework = app.framework(cx, FRAMEWORKS, detected)?;
    let rails = framework == Some("rails");
    let command = match framework {
        _ if !app.wants_command() => Vec::new(),
        Some(name) if !locked("puma") => return app.server_missing(cx, name, "puma", "Gemfile.lock"),
        Some(_) => puma(app, rails),
        None => {
            return app.command_missing(
                cx,
                "`Gemfile.lock` has no Rails, and there is no `config.ru`",
                "add `command = [\"...\"]`, the program and its arguments",
            );
        }
    };
    let assets = rails && (locked("sprockets") || locked("propshaft"));
    let mut env = variables([("BUNDLE_DEPLOYMENT", "1"), ("BUNDLE_WITHOUT", "development:test")]);
    let name = if rails { "RAILS_ENV" } else { "RACK_ENV" };
    env.extend(variables([(name, "production")]));
    if rails {
        env.extend(variables([
            ("RAILS_LOG_TO_STDOUT", "1"),
            ("RAILS_SERVE_STATIC_FILES", "1"),
            ("BOOTSNAP_READONLY", "1"),
        ]));
    }
    // The whole image has the compilers that most gems need; what runs is the slim one of the same system.
    Some(Found {
        language: Ruby { bootsnap: rails && locked("bootsnap") },
        base: app.runtime.image("ruby", ""),
        final_base: app.runtime.image("ruby", "-slim"),
        command,
        build_command: assets.then(|| {
            "RAILS_ENV=production SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile".to_owned()
        }),
        env,
        needs: None,
    })
}

/// Rails' own command would write a file of its process into the application, which cannot be written to.
fn puma(app: &Application<'_>, rails: bool) -> Vec<String> {
    let bind = format!("tcp://0.0.0.0:{}", app.port_or(if rails { 3000 } else { 9292 }));
    let mut words = command(&["bundle", "exec", "puma", "--bind", &bind]);
    if rails {
        words.extend(command(&["--environment", "production"]));
    }
    words
}
