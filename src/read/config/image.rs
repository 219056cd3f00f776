//! `[images]`: what the pipeline builds.

use super::{Int, List, Literal, Text};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::ProjectPath;

table! {
    /// `[images.<name>]`: an image that the pipeline builds.
    pub struct Image {
        /// Everything after the registry host, without a tag.
        repository: Option<Text> = "`<registry.namespace>/<key>`, or `<key>`", r#""acme/shop-web""#;
        /// Build context.
        context: Option<Spanned<ProjectPath>> = "`.`", r#""frontend""#;
        /// Where it is written, or, without `runtime`, read.
        dockerfile: Option<Spanned<ProjectPath>> = "`<context>/Dockerfile`", r#""Dockerfile.web""#;
        /// Build arguments of `docker build`.
        build_args: Named<Text> = "{}", r#"{ APP = "orders" }"#;
        /// Stage of the Dockerfile that `docker build` builds.
        target: Option<Text> = "", r#""final""#;
        /// Platform of the image.
        platform: Option<Text> = "`linux/amd64`", r#""linux/arm64""#;
        /// Kura writes the Dockerfile: `python:`, `node:`, `java:`, `go:`, `dotnet:`, `ruby:`, `rust:`, `nginx:` + version, optional digest.
        runtime: Option<Text> = "", r#""python:3.13""#;
        /// Framework in the context: `django`, `fastapi`, `flask`; `next`, `nuxt`, `nest`, `express` and others of Node; `spring`, `quarkus`; `aspnet`, `console`; `rails`, `rack`.
        framework: Option<Text> = "detected", r#""django""#;
        /// Package manager of the context: `pip`, `uv`, `poetry`; `npm`, `pnpm`, `yarn`; `maven`, `gradle`.
        package_manager: Option<Text> = "detected", r#""uv""#;
        /// CMD, exec form.
        command: Option<List<Text>> = "by framework", r#"["node", "server.js"]"#;
        /// The build, in the build stage.
        build_command: Option<Text> = "by framework", r#""npm run build""#;
        /// Folder of the build (with `nginx:`, of the context) that nginx serves on the service's `port`.
        r#static: Option<Spanned<ProjectPath>> = "", r#""dist""#;
        /// With `static`: path prefix -> service, as `proxy_pass`.
        proxy: Named<Text> = "{}", r#"{ "/api/" = "backend" }"#;
        /// Own server block instead, a file of the build context that listens on the service's `port`.
        nginx_config: Option<Spanned<ProjectPath>> = "generated", r#""default.conf""#;
        /// ENV of the final image.
        env: Named<Literal> = "{}", r#"{ NODE_ENV = "production" }"#;
        /// ENV of the build stage only.
        build_env: Named<Literal> = "{}", r#"{ VITE_MODE = "live" }"#;
        /// System packages of the final image, each with a version after `=` if it is pinned.
        packages: Option<List<Text>> = "[]", r#"["libpq5"]"#;
        /// System packages of the build stage, written likewise.
        build_packages: Option<List<Text>> = "[]", r#"["gcc"]"#;
        /// Lines of your own at named places, each one instruction.
        instructions: Option<Instructions> = "none", r#"{ final_end = ["RUN ./gen.sh"] }"#;
        /// Unit tests, run with the tools of the build: the stage `test` of the Dockerfile.
        test: Option<List<Text>> = "", r#"["npm", "test"]"#;
        /// Numeric user.
        user: Option<Int> = "10001", "1000";
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""web""#;
    }
}

table! {
    /// `[images.<name>.instructions]`: Dockerfile lines of your own.
    pub struct Instructions {
        /// After the build stage's FROM.
        build_start: Option<List<Text>> = "[]", r#"["RUN ./gen.sh"]"#;
        /// Before dependencies are installed.
        before_install: Option<List<Text>> = "[]", r#"["RUN ./gen.sh"]"#;
        /// Before the build command.
        before_build: Option<List<Text>> = "[]", r#"["RUN ./gen.sh"]"#;
        /// After the build command.
        after_build: Option<List<Text>> = "[]", r#"["RUN ./gen.sh"]"#;
        /// After the final stage's FROM.
        final_start: Option<List<Text>> = "[]", r#"["RUN ./gen.sh"]"#;
        /// At the end, before USER.
        final_end: Option<List<Text>> = "[]", r#"["RUN ./gen.sh"]"#;
    }
}
