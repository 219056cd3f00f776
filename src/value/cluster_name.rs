//! Names of EKS clusters.

use super::Problem;

/// Checks the name of a cluster.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html>
///
/// # Errors
///
/// A [`Problem`] when no cluster can have the name.
pub fn cluster_name(name: &str) -> Result<(), Problem> {
    let first = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if first && name.len() <= 100 && name.bytes().all(inside) {
        return Ok(());
    }
    Err(Problem::new(
        format!("EKS does not accept `{name}` as the name of a cluster"),
        "use letters, digits, `-` and `_`, at most 100 of them, a letter or digit first",
    ))
}

#[cfg(test)]
mod tests {
    use super::cluster_name;

    #[test]
    fn accepts_what_eks_accepts() {
        for name in ["shop", "Shop_1-eu", "1"] {
            assert!(cluster_name(name).is_ok(), "{name}");
        }
        for name in ["", "-a", "a.b", "a b", &"a".repeat(101)] {
            assert!(cluster_name(name).is_err(), "{name}");
        }
    }
}
