//! An EC2 instance that Jenkins runs on: what the controller and the agents have in common.

use crate::diagnostic::{LITERAL_PASSWORD, LITERAL_SECRET, listed, nearest};
use crate::model::resolver::{Resolved, Resolver};
use crate::model::{Iam, Network, Subnet, iam};
use crate::read::config::{self, Int, List, Text, Tier};
use crate::secret::{literal_secrets, written_passwords};
use crate::span::{Span, Spanned};
use crate::tables::tools;
use crate::value::{
    Problem, ProjectPath, aws_id, aws_tag, instance_type_name, key_pair_name, terraform_name,
};

/// GiB of the root volume, unless the user says otherwise.
const DISK_SIZE: i64 = 30;
/// What the image needs itself, in GiB.
const LEAST_DISK_SIZE: i64 = 8;
/// GiB that a volume with four KiB blocks can hold.
///
/// Source: <https://docs.aws.amazon.com/ebs/latest/userguide/volume_constraints.html>
const MOST_DISK_SIZE: i64 = 16 * 1024;

/// An instance.
#[derive(Debug, Clone)]
pub struct Host {
    /// The last part of its Terraform addresses: `controller`, or the agent's key.
    pub key: Text,
    /// Where its table stands.
    pub span: Span,
    /// Its Name tag.
    pub name: String,
    /// Its type, such as `t3.medium`.
    pub instance_type: Text,
    /// The user's machine image; `None`: Ubuntu LTS.
    pub ami: Option<Text>,
    /// Where it stands.
    pub subnet: HostSubnet,
    /// EC2 key pair.
    pub key_name: Option<Text>,
    /// GiB of the root volume.
    pub disk_size: i64,
    /// Programs that are installed, as written.
    pub tools: Vec<Text>,
    /// Permissions beside those that its tools need.
    pub iam: Iam,
    /// Own script, run after kura's.
    pub user_data: Option<UserData>,
}

/// The subnet of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostSubnet {
    /// One of `[network]`.
    Network {
        /// Its key.
        key: String,
        /// Its tier.
        tier: Tier,
        /// Where it is named, or what it was chosen for.
        span: Span,
    },
    /// One that exists, by its id.
    Existing(String),
}

/// A script of the user's.
#[derive(Debug, Clone)]
pub struct UserData {
    /// Where it stands in the repository.
    pub path: Spanned<ProjectPath>,
    /// What it says: ASCII, and a `#!` line first.
    pub text: String,
}

/// The keys of a host's table, of whichever kind.
pub(super) struct Written<'a> {
    pub key: Text,
    pub span: Span,
    pub name: Option<&'a Text>,
    pub instance_type: &'a Text,
    pub ami: Option<&'a Text>,
    pub subnet: Option<&'a Text>,
    pub key_name: Option<&'a Text>,
    pub disk_size: Option<&'a Int>,
    pub tools: Option<&'a List<Text>>,
    pub iam: Option<&'a config::Iam>,
    pub user_data: Option<&'a Spanned<ProjectPath>>,
}

/// Resolves a host; without `subnet` it stands in a subnet of the `wanted` tier.
pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    network: Option<&Network>,
    wanted: Tier,
    written: Written<'a>,
) -> Resolved<Host> {
    let mut sound = cx.check(terraform_name(&written.key), written.key.span) && role_name(cx, &written.key);
    sound &= cx.check(instance_type_name(written.instance_type), written.instance_type.span);
    if let Some(ami) = written.ami {
        sound &= cx.check(aws_id("ami", ami), ami.span);
    }
    sound &= written.name.is_none_or(|name| cx.check(aws_tag("Name", name), name.span));
    sound &= written.key_name.is_none_or(|key| cx.check(key_pair_name(key), key.span));
    for tool in written.tools.iter().flat_map(|tools| tools.iter()) {
        sound &= known(cx, tool);
    }
    let subnet = subnet(cx, network, wanted, &written);
    let iam = match written.iam {
        Some(iam) => iam::resolve(cx, iam),
        None => Some(Iam::none(written.span)),
    };
    let user_data = match written.user_data {
        Some(path) => user_data(cx, path).map(Some),
        None => Some(None),
    };
    let project = &cx.config.project.name;
    let name = written.name.map_or_else(|| format!("{project}-{}", written.key), |name| name.value.clone());
    let disk_size = disk_size(cx, written.disk_size);
    sound.then_some(())?;
    Some(Host {
        name,
        instance_type: written.instance_type.clone(),
        ami: written.ami.cloned(),
        subnet: subnet?,
        key_name: written.key_name.cloned(),
        disk_size,
        tools: written.tools.map(|tools| tools.value.clone()).unwrap_or_default(),
        iam: iam?,
        user_data: user_data?,
        key: written.key,
        span: written.span,
    })
}

fn disk_size(cx: &mut Resolver<'_>, written: Option<&Int>) -> i64 {
    let size = cx.at_least(written, LEAST_DISK_SIZE, DISK_SIZE);
    if let Some(written) = written.filter(|_| size > MOST_DISK_SIZE) {
        let problem = Problem::new(
            format!("{size} GiB is more than a volume can hold"),
            format!("write a number from {LEAST_DISK_SIZE} to {MOST_DISK_SIZE}"),
        );
        cx.check(Err(problem), written.span);
    }
    size
}

/// The name of a role in IAM is no longer than 64 characters.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
fn role_name(cx: &mut Resolver<'_>, key: &Text) -> bool {
    let name = format!("{}-jenkins-{key}", cx.config.project.name);
    let sound = if name.len() <= 64 {
        Ok(())
    } else {
        Err(Problem::new(
            format!("IAM does not accept `{name}` as a name"),
            "use a shorter key, or a shorter project name",
        ))
    };
    cx.check(sound, key.span)
}

/// Whether kura can install a program; on hosts that exist already others may be.
fn known(cx: &mut Resolver<'_>, tool: &Text) -> bool {
    let known = tools::version(tool).is_some();
    if !known {
        let finding = cx.report.error("unknown-tool", tool.span, format!("kura cannot install `{tool}`"));
        if let Some(near) = nearest(tool, tools::names()) {
            finding.did_you_mean(near).replace_with_text(near);
        } else {
            finding.help(format!("name one of {}, or install it with `user_data`", listed(tools::names())));
        }
    }
    known
}

/// The named subnet, or the first by key of the wanted tier, or of the other one that has a way out.
fn subnet(
    cx: &mut Resolver<'_>,
    network: Option<&Network>,
    wanted: Tier,
    written: &Written<'_>,
) -> Resolved<HostSubnet> {
    if let Some(id) = written.subnet.filter(|subnet| subnet.starts_with("subnet-")) {
        return Some(HostSubnet::Existing(id.value.clone()));
    }
    if let Some(name) = written.subnet {
        let found = network.and_then(|network| network.subnets.get(&name.value));
        if found.is_none() {
            let known = network.into_iter().flat_map(|network| network.subnets.keys());
            cx.unknown_reference(known.map(String::as_str), "subnet", name);
        }
        return found.map(|subnet| in_network(subnet, name.span));
    }
    let other = if wanted == Tier::Public { Tier::Private } else { Tier::Public };
    let chosen = network.and_then(|network| {
        network.tier(wanted).next().or_else(|| network.tier(other).next()).or(network.subnets.values().next())
    });
    if chosen.is_none() && network.is_none() {
        cx.report
            .error("missing-key", written.span, "`subnet` is missing")
            .label("there is no `[network]` to choose a subnet of")
            .help("add `subnet = \"subnet-...\"`, the id of one, or a `[network]`");
    }
    chosen.map(|subnet| in_network(subnet, written.span))
}

fn in_network(subnet: &Subnet, span: Span) -> HostSubnet {
    HostSubnet::Network { key: subnet.key.value.clone(), tier: subnet.tier, span }
}

/// Reads the user's script, which becomes a part of kura's.
fn user_data(cx: &mut Resolver<'_>, path: &Spanned<ProjectPath>) -> Resolved<UserData> {
    if !cx.repository.is_file(&path.value) {
        cx.report
            .error("missing-file", path.span, format!("there is no file `{}`", path.value))
            .help("add it, or correct the path");
        return None;
    }
    let text = cx.repository.read(&path.value).unwrap_or_default();
    let secret = (!literal_secrets(&text).is_empty()).then_some((LITERAL_SECRET, "what looks like a secret"));
    let password = || (!written_passwords(&text).is_empty()).then_some((LITERAL_PASSWORD, "a password"));
    if let Some((rule, what)) = secret.or_else(password) {
        cx.report
            .error(rule, path.span, format!("`{}` holds {what}", path.value))
            .label("everybody who may describe the instance can read its user data")
            .help("let the script fetch it from Secrets Manager, as the instance's role");
        return None;
    }
    let (problem, help) = if text.contains('\0') {
        ("holds a NUL character, which no shell takes", "remove it; save the script as UTF-8 if it is UTF-16")
    } else if !text.is_ascii() {
        ("holds characters that are not ASCII", "write it in ASCII: look for quotes that are not `'` or `\"`")
    } else if !text.starts_with("#!/") {
        ("does not begin with `#!`", "begin it with `#!/usr/bin/env bash`")
    } else {
        return Some(UserData { path: path.clone(), text });
    };
    cx.report.error("unusable-user-data", path.span, format!("`{}` {problem}", path.value)).help(help);
    None
}
