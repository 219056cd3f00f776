//! Tests of what surrounds the instructions; the printer has its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::span::Source;
use crate::value::{FromText, ProjectPath};

fn files(images: &str) -> BTreeMap<String, String> {
    let locks = ["requirements.txt", "web/package.json", "web/package-lock.json"];
    let repository: BTreeSet<ProjectPath> =
        locks.iter().map(|path| ProjectPath::from_text(path).unwrap()).collect();
    let text = format!("kura = 1\n[project]\nname = \"shop\"\n[registry]\nnamespace = \"acme\"\n{images}");
    let compiled = crate::compile(&Source { path: "kura.toml".to_owned(), text }, &repository, None);
    let files = compiled.files.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    files.into_iter().map(|file| (file.path.to_string(), file.contents)).collect()
}

#[test]
fn the_context_leaves_out_what_kura_writes_beside_it() {
    let image = "[outputs]\nmanifests = \"k8s [live]\"\ngitattributes = true\n[images]\nweb = { runtime = \"python:3.13\", command = [\"x\"] }\n\
        [services]\nweb = { image = \"web\" }\n[jenkins]\n";
    let files = files(image);
    let ignored = &files["Dockerfile.dockerignore"];
    for line in ["/kura.toml", "/.gitattributes", "/Jenkinsfile", "/.kura", r"/k8s \[live\]", "**/.venv"] {
        assert!(ignored.lines().any(|ignored| ignored == line), "{line} in {ignored}");
    }
    assert!(!ignored.contains("/terraform\n"), "nothing is made in AWS");
}

#[test]
fn the_context_leaves_out_the_pipeline_of_its_team() {
    let image = "[images]\nweb = { context = \"web\", runtime = \"node:24\", command = [\"node\", \".\"] }\n\
        [jenkins.pipelines]\nweb = { jenkinsfile = \"web/ci/Jenkinsfile\", images = [\"web\"] }\n";
    let ignored = &files(image)["web/Dockerfile.dockerignore"];
    assert!(ignored.lines().any(|ignored| ignored == "/ci/Jenkinsfile"), "{ignored}");
}

#[test]
fn the_context_keeps_what_the_dockerfile_copies() {
    let site = "[images.web]\ncontext = \"web\"\ndockerfile = \"Dockerfile.web\"\nruntime = \"node:24\"\nstatic = \"dist\"\n\
        proxy = { \"/api/\" = \"api\" }\n[services]\nweb = { image = \"web\", port = 8080 }\napi = { image = \"a/b:1\", port = 80, security_context = { run_as_user = 1 } }\n";
    let files = files(site);
    assert!(files["Dockerfile.web"].contains("COPY web.nginx.conf /etc/nginx/nginx.conf\n"));
    assert!(files["Dockerfile.web.dockerignore"].ends_with("\n!/web.nginx.conf\n"));
    assert!(
        files["web/web.nginx.conf"].contains("location ^~ /api/ {\n            proxy_pass http://api:80;\n")
    );
}

#[test]
fn a_node_server_keeps_no_development_dependencies() {
    let image = |build: &str| {
        files(&format!(
            "[images.web]\ncontext = \"web\"\nruntime = \"node:24\"\ncommand = [\"node\", \".\"]\n{build}"
        ))["web/Dockerfile"]
            .clone()
    };
    let built = image("build_command = \"npm run build\"\n");
    assert!(
        built.contains("npm prune --omit=dev") && built.contains("COPY --from=production /app .\n"),
        "{built}"
    );
    let plain = image("");
    assert!(plain.contains("npm ci --omit=dev") && plain.contains("COPY . .\n"), "{plain}");
}

/// The Dockerfile of an image whose context holds these files.
fn dockerfile(image: &str, context: &[(&str, &str)]) -> String {
    let file = |(path, text): &(&str, &str)| (ProjectPath::from_text(path).unwrap(), (*text).to_owned());
    let repository: BTreeMap<_, _> = context.iter().map(file).collect();
    let text = format!(
        "kura = 1\n[project]\nname = \"shop\"\n[images]\nshop = {{ {image} }}\n\
        [services]\nshop = {{ image = \"shop\", port = 8080, health = \"/up\" }}\n"
    );
    let compiled = crate::compile(&Source { path: "kura.toml".to_owned(), text }, &repository, None);
    let mut files = compiled.files.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics)).into_iter();
    files.find(|file| file.path.as_str() == "Dockerfile").unwrap().contents
}

/// The last line, which starts the image.
fn command(image: &str, context: &[(&str, &str)]) -> String {
    dockerfile(image, context).lines().last().unwrap().to_owned()
}

#[test]
fn a_python_framework_gives_the_command() {
    let flask = "from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n";
    for (context, expected) in [
        (
            [
                ("manage.py", "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"core.settings.live\")"),
                ("core/wsgi.py", ""),
                ("requirements.txt", "Django>=5\ngunicorn"),
            ],
            r#"CMD ["gunicorn", "core.wsgi", "--bind", "0.0.0.0:8080"]"#,
        ),
        (
            [
                ("shop/__init__.py", flask),
                ("requirements.txt", "-r base.txt\n"),
                ("base.txt", "flask[async]==3\ngunicorn==23"),
            ],
            r#"CMD ["gunicorn", "shop:create_app()", "--bind", "0.0.0.0:8080"]"#,
        ),
        (
            [
                ("shop/main.py", "api = FastAPI()\n"),
                ("x", ""),
                ("requirements.txt", "fastapi[standard]==0.120"),
            ],
            r#"CMD ["uvicorn", "shop.main:api", "--host", "0.0.0.0", "--port", "8080"]"#,
        ),
    ] {
        assert_eq!(command("runtime = \"python:3.13\"", &context), expected);
    }
}

#[test]
fn a_node_framework_gives_the_command() {
    let lock = ("package-lock.json", "{}");
    for (package, file, expected) in [
        (
            r#"{ "dependencies": { "next": "16.0.0" } }"#,
            ("next.config.mjs", "export default {\n  output: 'standalone',\n};\n"),
            r#"CMD ["node", "server.js"]"#,
        ),
        (
            r#"{ "dependencies": { "next": "16.0.0" } }"#,
            ("next.config.mjs", "export default {\n  // output: 'standalone',\n};\n"),
            r#"CMD ["node", "node_modules/next/dist/bin/next", "start", "--hostname", "0.0.0.0", "--port", "8080"]"#,
        ),
        (r#"{ "dependencies": { "@nestjs/core": "11" } }"#, ("x", ""), r#"CMD ["node", "dist/main.js"]"#),
        (
            r#"{ "scripts": { "start": "node --enable-source-maps lib/server.js" } }"#,
            ("x", ""),
            r#"CMD ["node", "--enable-source-maps", "lib/server.js"]"#,
        ),
        (
            r#"{ "scripts": { "start": "nodemon x.js" }, "main": "x.js" }"#,
            ("x.js", ""),
            r#"CMD ["node", "x.js"]"#,
        ),
    ] {
        let context = [("package.json", package), lock, file];
        assert_eq!(command("runtime = \"node:24\"", &context), expected, "{package}");
    }
}

#[test]
fn a_standalone_next_has_its_files_and_no_modules() {
    let context = [
        ("package.json", r#"{ "dependencies": { "next": "16.0.0" } }"#),
        ("package-lock.json", "{}"),
        ("next.config.js", "module.exports = { output: \"standalone\" };"),
        ("public/robots.txt", ""),
    ];
    let text = dockerfile("runtime = \"node:24\"", &context);
    for line in [
        "RUN npm run build",
        "COPY --from=build /app/.next/standalone .",
        "COPY --from=build /app/.next/static .next/static",
        "COPY --from=build /app/public public",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert!(text.contains("HOSTNAME=0.0.0.0") && !text.contains("prune"), "{text}");
}

#[test]
fn rails_precompiles_and_writes_nothing_when_it_runs() {
    let lock = "GEM\n  specs:\n    bootsnap (1.18)\n    propshaft (1.3)\n    puma (7.1)\n    rails (8.1)\n      propshaft\n";
    let context = [("Gemfile", ""), ("Gemfile.lock", lock), ("config.ru", "")];
    let text = dockerfile("runtime = \"ruby:3.4\"", &context);
    assert!(text.contains("RUN RAILS_ENV=production SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile \\\n    && bundle exec bootsnap"), "{text}");
    assert!(text.contains("BOOTSNAP_READONLY=1") && text.contains("RAILS_ENV=production"), "{text}");
    assert!(text.ends_with("CMD [\"bundle\", \"exec\", \"puma\", \"--bind\", \"tcp://0.0.0.0:8080\", \"--environment\", \"production\"]\n"), "{text}");
}

#[test]
fn java_runs_the_jar_of_its_framework() {
    let spring = "<plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin>";
    let wrapped = [("pom.xml", spring), ("mvnw", ""), (".mvn/wrapper/maven-wrapper.properties", "")];
    let text = dockerfile("runtime = \"java:21\"", &wrapped);
    assert!(
        text.contains("FROM eclipse-temurin:21-jdk AS build\n") && text.contains("./mvnw --batch-mode"),
        "{text}"
    );
    assert!(text.contains("COPY .mvn .mvn/\n") && text.contains("ENV SERVER_PORT=8080\n"), "{text}");
    let quarkus = dockerfile("runtime = \"java:21\"", &[("pom.xml", "<groupId>io.quarkus</groupId>")]);
    assert!(quarkus.contains("COPY --from=build /app/target/quarkus-app .\n"), "{quarkus}");
    assert!(quarkus.ends_with("\"-jar\", \"quarkus-run.jar\"]\n"), "{quarkus}");
}

#[test]
fn several_projects_install_with_their_sources() {
    let context = [("pom.xml", "<modules><module>a</module></modules> spring-boot-maven-plugin")];
    assert!(!dockerfile("runtime = \"java:21\"", &context).contains("go-offline"));
}

#[test]
fn the_final_stage_has_a_shell_only_where_one_is_needed() {
    let context = [("go.mod", "module shop\n"), ("main.go", "package main\n")];
    let base = |more: &str| {
        let text = dockerfile(&format!("runtime = \"go:1.27\"{more}"), &context);
        text.lines().rfind(|line| line.starts_with("FROM")).unwrap().to_owned()
    };
    assert_eq!(base(""), "FROM gcr.io/distroless/static-debian13:nonroot");
    assert_eq!(base(", packages = [\"git\"]"), "FROM debian:trixie-slim");
    assert_eq!(base(", instructions = { final_end = [\"RUN true\"] }"), "FROM debian:trixie-slim");
}

#[test]
fn settings_of_a_package_manager_are_copied_only_without_a_secret() {
    let files = |npmrc: &str| {
        let context = [
            ("package.json", r#"{ "main": "x.js" }"#),
            ("x.js", ""),
            ("package-lock.json", "{}"),
            (".npmrc", npmrc),
        ];
        dockerfile("runtime = \"node:24\"", &context)
    };
    assert!(files("legacy-peer-deps=true\n").contains("COPY package.json package-lock.json .npmrc ./\n"));
    assert!(!files("//npm.example.com/:_authToken=${NPM_TOKEN}\n").contains(".npmrc"));
}

#[test]
fn what_lies_among_the_sources_is_installed_after_them() {
    let after = |text: &str, command: &str| {
        let (before, _) = text.split_once(command).unwrap();
        before.ends_with("COPY . .\nRUN --mount=type=cache,target=/root/.npm \\\n    ")
            || before.ends_with("COPY . .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    ")
    };
    let package = r#"{ "workspaces": ["packages/*"], "main": "x.js" }"#;
    let node = [("package.json", package), ("package-lock.json", "{}"), ("x.js", "")];
    assert!(after(&dockerfile("runtime = \"node:24\"", &node), "npm ci"));
    let python = [
        ("requirements.txt", "flask\ngunicorn\n-e .\n"),
        ("app.py", "app = Flask(__name__)\n"),
        ("setup.py", ""),
    ];
    assert!(after(&dockerfile("runtime = \"python:3.13\"", &python), "pip install --requirement"));
}
