//! Where the service of an image listens.

use crate::read::config::{Config, HealthSwitch};
use crate::value::Port;

/// The port and health path of the service that runs an image, if exactly one does.
pub(in crate::model) fn listens(config: &Config, key: &str) -> (Option<Port>, Option<String>) {
    let users: Vec<_> = config.services.iter().filter(|entry| entry.value.pod.image.value == key).collect();
    let [only] = users.as_slice() else { return (None, None) };
    let service = &only.value;
    let port = service.port.as_ref().map(|port| port.value).or_else(|| {
        let mut ports = service
            .ports
            .iter()
            .map(|entry| (entry.key.value != "http", &entry.key.value, entry.value.port()));
        let first = ports.next();
        ports.fold(first, |least, other| least.min(Some(other))).map(|(_, _, port)| port)
    });
    let health_path = match &service.health {
        Some(HealthSwitch::Path(path)) => Some(path.value.clone()),
        Some(HealthSwitch::Table(health)) => health.path.as_ref().map(|path| path.value.clone()),
        _ => None,
    };
    (port, health_path)
}
