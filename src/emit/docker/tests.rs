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
    let image = "[outputs]\nmanifests = \"k8s [live]\"\n[images]\nweb = { runtime = \"python:3.13\", command = [\"x\"] }\n\
        [services]\nweb = { image = \"web\" }\n[jenkins]\n";
    let files = files(image);
    let ignored = &files["Dockerfile.dockerignore"];
    for line in ["/kura.toml", "/Jenkinsfile", "/.kura", r"/k8s \[live\]", "**/.venv"] {
        assert!(ignored.lines().any(|ignored| ignored == line), "{line} in {ignored}");
    }
    assert!(!ignored.contains("/terraform\n"), "nothing is made in AWS");
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
