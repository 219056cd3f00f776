//! User data: shell scripts made of templates; what they are given is quoted as one word, unless it is code of kura's.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context, escape_formatter};

use super::agents::zone_name;
use super::configuration::{self, SecretFile};
use super::controller::admin_secret;
use super::plugins;
use crate::emit::file::HEADER;
use crate::lang::shell;
use crate::model::{Controller, Host, Hosts, Model};
use crate::tables::tools;

/// The LTS release of Jenkins that the pinned plugins are tested with.
///
/// Source: <https://www.jenkins.io/changelog-stable/>
const JENKINS: &str = "2.568.3";
/// Source: <https://github.com/jenkinsci/plugin-installation-manager-tool/releases>
const PLUGIN_MANAGER: &str = "2.15.0";
/// The key that AWS signs its CLI with.
///
/// Source: <https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html>
const AWS_KEY: &str = include_str!("scripts/aws.asc");

/// Every template by its name: the scripts', and below `tools/` one for each tool.
const TEMPLATES: &[(&str, &str)] = &[
    ("agent", include_str!("scripts/agent.sh.j2")),
    ("controller", include_str!("scripts/controller.sh.j2")),
    ("host", include_str!("scripts/host.sh.j2")),
    ("tools/aws", include_str!("scripts/tools/aws.sh.j2")),
    ("tools/docker", include_str!("scripts/tools/docker.sh.j2")),
    ("tools/eksctl", include_str!("scripts/tools/eksctl.sh.j2")),
    ("tools/git", include_str!("scripts/tools/git.sh.j2")),
    ("tools/gradle", include_str!("scripts/tools/gradle.sh.j2")),
    ("tools/helm", include_str!("scripts/tools/helm.sh.j2")),
    ("tools/java", include_str!("scripts/tools/java.sh.j2")),
    ("tools/jq", include_str!("scripts/tools/jq.sh.j2")),
    ("tools/kubectl", include_str!("scripts/tools/kubectl.sh.j2")),
    ("tools/kustomize", include_str!("scripts/tools/kustomize.sh.j2")),
    ("tools/make", include_str!("scripts/tools/make.sh.j2")),
    ("tools/maven", include_str!("scripts/tools/maven.sh.j2")),
    ("tools/node", include_str!("scripts/tools/node.sh.j2")),
    ("tools/python", include_str!("scripts/tools/python.sh.j2")),
    ("tools/terraform", include_str!("scripts/tools/terraform.sh.j2")),
    ("tools/trivy", include_str!("scripts/tools/trivy.sh.j2")),
    ("user_data", include_str!("scripts/user_data.sh.j2")),
];

/// The script of an agent.
pub(super) fn agent(model: &Model, host: &Host) -> String {
    let body =
        render("agent", context! { tools => installed(model, host, &[]), user_data => user_data(host) });
    script(&format!("jenkins.agents.{}", host.key), &body)
}

/// The script of the controller.
pub(super) fn controller(model: &Model, hosts: &Hosts, controller: &Controller) -> String {
    let body = render(
        "controller",
        context! {
            tools => installed(model, &controller.host, &["aws"]),
            user_data => user_data(&controller.host),
            jenkins => JENKINS,
            plugin_manager => PLUGIN_MANAGER,
            plugins => plugins::plugins(model, controller),
            configuration => configuration::yaml(model, hosts, &zone_name(model)),
            secrets => SecretFile::all(model).iter().map(SecretFile::fetch).collect::<Vec<_>>(),
            region => hosts.terraform.region.as_str(),
            admin_secret => admin_secret(model),
            port => controller.port.to_string(),
        },
    );
    script("jenkins.controller", &body)
}

fn script(address: &str, body: &str) -> String {
    let text = render("host", context! { header => HEADER, address => address, body => body });
    text.trim_end().to_owned() + "\n"
}

/// The lines that install a host's tools, each once.
fn installed(model: &Model, host: &Host, always: &[&str]) -> String {
    let mut names: Vec<&str> =
        host.tools.iter().map(|tool| tool.as_str()).chain(always.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    let cluster = model.cluster.as_ref().map(|cluster| cluster.version.as_str());
    let install = |name: &str| {
        let pinned = tools::version(name).unwrap_or_default();
        let version = if name == "kubectl" { cluster.unwrap_or(pinned) } else { pinned };
        "\n".to_owned()
            + &render(
                &format!("tools/{name}"),
                context! { version => version, aws_key => AWS_KEY.trim_end() },
            )
    };
    names.into_iter().map(install).collect()
}

/// The user's own script, as a file that is run.
fn user_data(host: &Host) -> String {
    let Some(own) = &host.user_data else { return String::new() };
    let mut end = "END_OF_USER_DATA".to_owned();
    while own.text.lines().any(|line| line == end) {
        end.push('_');
    }
    render("user_data", context! { path => own.path.value.as_str(), text => own.text.trim_end(), end => end })
}

/// Fills a template of kura's.
///
/// It cannot fail: a test fills every one of them with all that they name.
fn render(name: &str, values: Value) -> String {
    filled(name, values)
        .unwrap_or_else(|error| format!("echo {}\nexit 1\n", shell::quote(&error.to_string())))
}

fn filled(name: &str, values: Value) -> Result<String, Error> {
    let template = TEMPLATES.iter().find(|(known, _)| *known == name);
    let (_, source) = template.ok_or_else(|| Error::new(ErrorKind::TemplateNotFound, name.to_owned()))?;
    ENVIRONMENT.render_named_str(name, source, values)
}

/// How templates are read and filled.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().unwrap_or_default());
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("shell".into()));
    environment.set_formatter(|out, state, value| match state.auto_escape() {
        AutoEscape::Custom(_) if !value.is_safe() => Ok(out.write_str(&shell::quote(&value.to_string()))?),
        AutoEscape::Custom(_) => Ok(out.write_str(&value.to_string())?),
        _ => escape_formatter(out, state, value),
    });
    environment
});
