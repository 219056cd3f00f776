//! Rust: one binary of the package.

use serde_json::Value;

use super::application::{Application, Found, command, variables};
use super::context::{text, toml};
use super::go;
use crate::model::resolver::{Resolved, Resolver};

/// glibc and what the Rust standard library links, see
/// [distroless](https://github.com/GoogleContainerTools/distroless/blob/main/cc/README.md).
const CC: (&str, &str) = ("gcr.io/distroless/cc-debian13", "nonroot");

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<()>> {
    for (file, help) in
        [("Cargo.toml", "run `cargo init`"), ("Cargo.lock", "run `cargo generate-lockfile`, and commit it")]
    {
        if !app.context.has(file) {
            app.missing_file(cx, file, help);
            return None;
        }
    }
    let manifest = toml(&app.context.read("Cargo.toml"));
    let build_command = match &app.image.build_command {
        Some(_) => None,
        None => Some(build(&binary(cx, app, &manifest)?)),
    };
    // glibc of the final stage must be no older than that of the build.
    let base = app.runtime.image("rust", "-slim-trixie");
    Some(Found {
        language: (),
        base,
        final_base: go::small(app, CC),
        command: if app.wants_command() { command(&["/usr/local/bin/app"]) } else { Vec::new() },
        build_command,
        env: if app.wants_command() { variables([("PORT", &app.port_or(8080))]) } else { [].into() },
        needs: text(&manifest, "/package/rust-version")
            .map(|version| (version.to_owned(), "Cargo.toml".to_owned())),
    })
}

/// The target folder is a cache, so the binary is taken out of it in the same step.
fn build(binary: &str) -> String {
    format!("cargo build --release --locked --bin {binary} && install -D target/release/{binary} /out/app")
}

/// The only binary: `[[bin]]`, or the package's own.
fn binary(cx: &mut Resolver<'_>, app: &Application<'_>, manifest: &Value) -> Resolved<String> {
    let bins = manifest.get("bin").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let default = text(manifest, "/package/default-run");
    let name = match bins {
        [] => text(manifest, "/package/name"),
        [only] => text(only, "/name"),
        _ => None,
    };
    let plain = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    match default.or(name).filter(plain) {
        Some(name) => Some(name.to_owned()),
        None => app.command_missing(
            cx,
            "`Cargo.toml` does not name exactly one binary",
            "add `build_command`, such as `cargo build --release --locked --bin api && install -D target/release/api /out/app`",
        ),
    }
}
