//! The instance types of EC2.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html>

use super::table::Table;

static TABLE: Table<InstanceType> = Table::new(include_str!("../../schema/aws/instance_types.tsv"), row);

/// What is known of an instance type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceType {
    /// Processors.
    pub vcpus: u64,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Its architecture.
    pub architecture: Architecture,
    /// How many network interfaces it takes.
    pub network_interfaces: u64,
    /// IPv4 addresses of each of them.
    pub ipv4_per_interface: u64,
    /// Pods that the VPC CNI has addresses for; `None`: not listed.
    pub max_pods: Option<u64>,
}

/// The architecture of a processor, as Docker and Kubernetes call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Architecture {
    /// Graviton.
    Arm64,
    /// Intel and AMD.
    Amd64,
}

impl Architecture {
    /// The word of the label `kubernetes.io/arch`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::Amd64 => "amd64",
        }
    }
}

/// The day the table was right.
pub fn as_of() -> &'static str {
    TABLE.as_of()
}

/// The names of all types that the table knows.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.names()
}

/// What is known of a type.
pub fn instance_type(name: &str) -> Option<InstanceType> {
    TABLE.get(name)
}

fn row(rest: &'static str) -> Option<InstanceType> {
    let mut fields = rest.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    Some(InstanceType {
        vcpus: next().parse().ok()?,
        memory_mib: next().parse().ok()?,
        architecture: if next().starts_with("arm64") { Architecture::Arm64 } else { Architecture::Amd64 },
        network_interfaces: next().parse().ok()?,
        ipv4_per_interface: next().parse().ok()?,
        max_pods: next().parse().ok(),
    })
}

/// The architecture of a type, also of one that is newer than the table: Graviton has a `g` after its generation.
///
/// Source: <https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html>
pub fn architecture(name: &str) -> Architecture {
    if let Some(known) = instance_type(name) {
        return known.architecture;
    }
    let family = name.split('.').next().unwrap_or_default();
    let options = family.trim_start_matches(|c: char| !c.is_ascii_digit());
    if options.contains('g') { Architecture::Arm64 } else { Architecture::Amd64 }
}

#[cfg(test)]
mod tests {
    use super::{Architecture, TABLE, architecture, instance_type, names};

    #[test]
    fn every_line_is_a_type() {
        TABLE.assert_whole();
        for name in names() {
            assert!(instance_type(name).is_some_and(|known| known.vcpus > 0), "{name}");
        }
    }

    #[test]
    fn pods_are_limited_by_addresses() {
        let medium = instance_type("t3.medium").unwrap();
        assert_eq!(medium.max_pods, Some(medium.network_interfaces * (medium.ipv4_per_interface - 1) + 2));
    }

    #[test]
    fn graviton_is_known_by_its_name() {
        for name in ["t4g.small", "m99g.large", "is4gen.large", "x99gd.metal"] {
            assert_eq!(architecture(name), Architecture::Arm64, "{name}");
        }
        for name in ["t2.medium", "g4dn.xlarge", "g99.large", "m99i.large"] {
            assert_eq!(architecture(name), Architecture::Amd64, "{name}");
        }
    }
}
