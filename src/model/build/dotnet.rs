//! .NET: the one project of the context, and the assembly it publishes.

use super::application::{Application, Found, command, variables};
use super::runtime;
use crate::model::resolver::{Resolved, Resolver};

/// What kura knows of a .NET application.
#[derive(Debug, Clone)]
pub struct Dotnet {
    /// The project file, relative to the context.
    pub project: String,
    /// Files that `NuGet` restores from, which are copied before the sources.
    pub manifests: Vec<String>,
    /// Whether `packages.lock.json` pins every package.
    pub locked: bool,
}

/// Files of a whole repository that `NuGet` and `MSBuild` read.
const SHARED: &[&str] =
    &["NuGet.config", "nuget.config", "Directory.Build.props", "Directory.Packages.props", "global.json"];

const FRAMEWORKS: &[&str] = &["aspnet", "console"];

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Dotnet>> {
    runtime::plain(cx, app.runtime, "dotnet:10.0")?;
    let project = project(cx, app)?;
    let text = app.context.read(&project);
    let web = if text.contains("Microsoft.NET.Sdk.Web") { "aspnet" } else { "console" };
    let framework = app.framework(cx, FRAMEWORKS, Some(web))?;
    let aspnet = framework == Some("aspnet");
    let folder = project.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let lock = format!("{folder}packages.lock.json");
    let locked = app.context.has(&lock);
    let mut manifests: Vec<_> =
        SHARED.iter().filter(|file| app.context.has(file)).map(|file| (*file).to_owned()).collect();
    manifests.push(project.clone());
    manifests.extend(locked.then_some(lock));
    // The images are tagged with two numbers.
    let version = &app.runtime.tag;
    let version = if version.contains('.') { version.clone() } else { format!("{version}.0") };
    let kind = if aspnet { "aspnet" } else { "runtime" };
    Some(Found {
        language: Dotnet { project: project.clone(), manifests, locked },
        base: runtime::image("mcr.microsoft.com/dotnet/sdk", &version),
        final_base: runtime::image(&format!("mcr.microsoft.com/dotnet/{kind}"), &version),
        command: if app.wants_command() {
            command(&["dotnet", &assembly(&project, &text)])
        } else {
            Vec::new()
        },
        build_command: Some(format!(
            "dotnet publish {project} --no-restore --configuration Release --output /out"
        )),
        env: if aspnet { variables([("ASPNETCORE_HTTP_PORTS", &app.port_or(8080))]) } else { [].into() },
        needs: element(&text, "TargetFramework")
            .and_then(|target| target.strip_prefix("net"))
            .filter(|target| target.starts_with(|c: char| c.is_ascii_digit()))
            .map(|target| (target.to_owned(), project.clone())),
    })
}

/// The project in the root, or in a folder of it, or of `src`.
fn project(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<String> {
    let names = |folder: &str| app.context.names(folder);
    let is_project = |name: &String| [".csproj", ".fsproj"].iter().any(|ending| name.ends_with(ending));
    let mut projects: Vec<String> = names(".").into_iter().filter(is_project).collect();
    if projects.is_empty() {
        let below = names("src").into_iter().map(|name| format!("src/{name}"));
        for folder in names(".").into_iter().chain(below) {
            projects.extend(
                names(&folder).iter().filter(|name| is_project(name)).map(|name| format!("{folder}/{name}")),
            );
        }
        // Of an application and its libraries and tests one is a web application.
        if projects.len() > 1 {
            projects.retain(|project| app.context.read(project).contains("Microsoft.NET.Sdk.Web"));
        }
    }
    // The name becomes a word of a command.
    projects.retain(|project| {
        project.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte))
    });
    match projects.as_slice() {
        [only] => Some(only.clone()),
        [] => {
            app.missing_file(cx, &format!("{}.csproj", app.key), "add a project to the build context");
            None
        }
        [first, second, ..] => app.command_missing(
            cx,
            &format!("both `{first}` and `{second}` could be the application"),
            "let `context` be the folder of one project",
        ),
    }
}

fn assembly(project: &str, text: &str) -> String {
    let file = project.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{}.dll", element(text, "AssemblyName").unwrap_or(stem))
}

/// The text of the first element of that name.
fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once('<').map(|(value, _)| value.trim())
}
