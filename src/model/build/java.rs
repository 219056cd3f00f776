//! Java: Maven or Gradle, and which jar starts.

use std::collections::BTreeMap;

use super::application::{Application, Found, Manager, command, variables};
use super::runtime;
use crate::model::resolver::{Resolved, Resolver};

/// What kura knows of a Java application.
#[derive(Debug, Clone)]
pub struct Java {
    /// What builds it.
    pub tool: JavaTool,
    /// Whether the repository has the wrapper that pins the tool's version.
    pub wrapper: bool,
    /// Whether it is one project; the dependencies of several cannot be installed from their root alone.
    pub single: bool,
    /// Files of the build tool, which are copied before the sources.
    pub manifests: Vec<String>,
    /// Whether Quarkus makes a folder instead of a jar.
    pub quarkus: bool,
}

/// What builds a Java application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JavaTool {
    /// Maven.
    Maven,
    /// Gradle.
    Gradle,
}

const GRADLE: &[&str] = &["build.gradle", "build.gradle.kts"];
const MANAGERS: &[Manager] = &[("maven", &["pom.xml"]), ("gradle", GRADLE)];
const FRAMEWORKS: &[&str] = &["spring", "quarkus"];

/// Gradle's files besides the wrapper's.
const GRADLE_FILES: &[&str] = &[
    "build.gradle",
    "build.gradle.kts",
    "settings.gradle",
    "settings.gradle.kts",
    "gradle.properties",
    "gradle/libs.versions.toml",
];

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Java>> {
    runtime::plain(cx, app.runtime, "java:21")?;
    let major = &app.runtime.tag;
    if !major.bytes().all(|byte| byte.is_ascii_digit()) {
        cx.report
            .error("invalid-value", app.span(), format!("`{major}` is not a feature release of Java"))
            .help("write its number alone, such as `java:21`: its images move with the security fixes");
        return None;
    }
    let maven = app.package_manager(cx, MANAGERS)? == "maven";
    let file = if maven { "pom.xml" } else { app.context.first(GRADLE).unwrap_or_default() };
    let text = app.context.read(file);
    let framework = app.framework(cx, FRAMEWORKS, detected(&text))?;
    let command = if app.wants_command() { start(cx, app, framework, &text, file)? } else { Vec::new() };
    let wrapper = if maven { "mvnw" } else { "gradlew" };
    let properties = if maven {
        ".mvn/wrapper/maven-wrapper.properties"
    } else {
        "gradle/wrapper/gradle-wrapper.properties"
    };
    let wrapper = app.context.has(wrapper) && app.context.has(properties);
    let base = match (wrapper, maven) {
        (true, _) => runtime::image("eclipse-temurin", &format!("{major}-jdk")),
        (_, true) => runtime::image("maven", &format!("3.9-eclipse-temurin-{major}")),
        (_, false) => runtime::image("gradle", &format!("9-jdk{major}")),
    };
    let manifests: &[&str] = if maven { &["pom.xml"] } else { GRADLE_FILES };
    let spring = framework == Some("spring");
    Some(Found {
        language: Java {
            tool: if maven { JavaTool::Maven } else { JavaTool::Gradle },
            wrapper,
            single: !text.contains("<modules>") && !includes(app),
            manifests: manifests
                .iter()
                .filter(|file| app.context.has(file))
                .map(|file| (*file).to_owned())
                .collect(),
            quarkus: framework == Some("quarkus"),
        },
        base,
        final_base: runtime::image("eclipse-temurin", &format!("{major}-jre")),
        command,
        build_command: Some(build(maven, wrapper, spring, &text)),
        env: match framework {
            Some("spring") => variables([("SERVER_PORT", &app.port_or(8080))]),
            Some("quarkus") => variables([("QUARKUS_HTTP_PORT", &app.port_or(8080))]),
            _ => BTreeMap::new(),
        },
        needs: needs(&text).map(|needs| (needs, file.to_owned())),
    })
}

/// Whether the settings of Gradle name other projects.
fn includes(app: &Application<'_>) -> bool {
    let settings = app.context.first(&["settings.gradle", "settings.gradle.kts"]);
    settings.is_some_and(|file| {
        app.context.read(file).lines().any(|line| line.trim_start().starts_with("include"))
    })
}

fn detected(text: &str) -> Option<&'static str> {
    let named = |names: &[&str]| names.iter().any(|name| text.contains(name));
    if named(&["spring-boot", "org.springframework.boot", "spring.boot"]) {
        return Some("spring");
    }
    named(&["io.quarkus"]).then_some("quarkus")
}

/// Tests run in a stage of their own, not in the build.
fn build(maven: bool, wrapper: bool, spring: bool, text: &str) -> String {
    if maven {
        let tool = if wrapper { "./mvnw" } else { "mvn" };
        return format!("{tool} --batch-mode --no-transfer-progress package -DskipTests");
    }
    let tool = if wrapper { "./gradlew" } else { "gradle" };
    let task = match (spring, text.contains("shadow")) {
        (true, _) => "bootJar",
        (_, true) => "shadowJar",
        _ => "jar",
    };
    format!("{tool} --no-daemon {task}")
}

/// The jar that the build makes, if it is one that starts.
fn start(
    cx: &mut Resolver<'_>,
    app: &Application<'_>,
    framework: Option<&str>,
    text: &str,
    file: &str,
) -> Resolved<Vec<String>> {
    // The heap grows with the limit of the container instead of a quarter of it.
    let java = |jar: &str| Some(command(&["java", "-XX:MaxRAMPercentage=75", "-jar", jar]));
    match framework {
        Some("spring") if file != "pom.xml" || text.contains("spring-boot-maven-plugin") => java("app.jar"),
        Some("spring") => app.server_missing(cx, "Spring Boot", "spring-boot-maven-plugin", file),
        Some("quarkus") => java("quarkus-run.jar"),
        _ if text.contains("<mainClass>") || text.contains("Main-Class") || text.contains("mainClass") => {
            java("app.jar")
        }
        _ => app.command_missing(
            cx,
            &format!("`{file}` names no main class, and neither Spring Boot nor Quarkus"),
            "let the build make a jar with a main class, and add `command = [\"java\", \"-jar\", \"app.jar\"]`",
        ),
    }
}

/// The release that the build compiles for.
fn needs(text: &str) -> Option<String> {
    let after = |start: &str| text.split_once(start).map(|(_, rest)| rest);
    let rest = ["<java.version>", "<maven.compiler.release>", "JavaLanguageVersion.of("];
    let rest = rest.iter().find_map(|start| after(start))?;
    let release: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!release.is_empty()).then_some(release)
}
