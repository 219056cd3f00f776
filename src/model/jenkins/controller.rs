//! The Jenkins controller that kura makes.

use super::host::{self, Host, Written};
use crate::model::Network;
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, Text, Tier};
use crate::span::Spanned;
use crate::value::{Cidr, Port, Problem};

/// Where Jenkins listens, unless the user says otherwise.
const PORT: i64 = 8080;

/// The controller.
#[derive(Debug, Clone)]
pub struct Controller {
    /// Its instance.
    pub host: Host,
    /// Who may reach its port.
    pub allowed_cidrs: Vec<Spanned<Cidr>>,
    /// Where Jenkins listens.
    pub port: Port,
    /// The user's plugins, each `name:version`.
    pub plugins: Vec<Text>,
}

/// `instance_type` is what makes the controller one of kura's.
pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    network: Option<&Network>,
    controller: &'a config::Host,
    instance_type: &'a Text,
) -> Resolved<Controller> {
    let allowed_cidrs: Vec<_> =
        controller.allowed_cidrs.iter().flat_map(|list| list.iter().copied()).collect();
    let written = Written {
        key: Spanned::new("controller".to_owned(), controller.span),
        span: controller.span,
        name: controller.name.as_ref(),
        instance_type,
        ami: controller.ami.as_ref(),
        subnet: controller.subnet.as_ref(),
        key_name: controller.key_name.as_ref(),
        disk_size: controller.disk_size.as_ref(),
        tools: controller.tools.as_ref(),
        iam: controller.iam.as_ref(),
        user_data: controller.user_data.as_ref(),
    };
    let wanted = if allowed_cidrs.is_empty() { Tier::Private } else { Tier::Public };
    let host = host::resolve(cx, network, wanted, written);
    let plugins: Vec<_> = controller.plugins.iter().flat_map(|list| list.iter().cloned()).collect();
    let pinned = plugins.iter().map(|plugin| cx.check(pinned(plugin), plugin.span)).fold(true, |a, b| a & b);
    pinned.then_some(())?;
    Some(Controller {
        host: host?,
        allowed_cidrs,
        port: controller.port.as_ref().map(|port| port.value).or(Port::new(PORT))?,
        plugins,
    })
}

/// Checks that a plugin is `name:version`, so that two controllers have the same.
fn pinned(plugin: &str) -> Result<(), Problem> {
    let sound = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    if plugin
        .split_once(':')
        .is_some_and(|(name, version)| sound(name) && sound(version) && version != "latest")
    {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{plugin}` is not a plugin with its version"),
        "write `name:version`, such as `slack:795.v4b_9705b_e6d47`",
    ))
}
