//! What the targets accept as a name.

use super::Problem;

/// Checks a DNS label (RFC 1123): the name of a Service, a port or a container.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names>
///
/// # Errors
///
/// A [`Problem`] when Kubernetes would refuse the name.
pub fn dns_label(name: &str) -> Result<(), Problem> {
    let help = "use lowercase letters, digits and `-`, at most 63 of them, a letter or digit at both ends";
    if name.len() <= 63 && is_dns_label(name) {
        return Ok(());
    }
    Err(Problem::new(format!("Kubernetes does not accept `{name}` as a name"), help))
}

/// Checks a DNS subdomain (RFC 1123): the name of most Kubernetes objects, and a host.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names>
///
/// # Errors
///
/// A [`Problem`] when Kubernetes would refuse the name.
pub fn dns_subdomain(name: &str) -> Result<(), Problem> {
    let help =
        "use lowercase letters, digits, `-` and `.`, at most 253 of them, a letter or digit at both ends";
    if name.len() <= 253 && name.split('.').all(is_dns_label) {
        return Ok(());
    }
    Err(Problem::new(format!("Kubernetes does not accept `{name}` as a name"), help))
}

/// Domains that nobody can own, so that no zone of the internet is called so.
///
/// Source: <https://www.iana.org/assignments/special-use-domain-names>
const SPECIAL_DOMAINS: [&str; 7] = ["alt", "example", "internal", "invalid", "local", "localhost", "test"];

/// Checks the name of a public zone in Route 53, without the dot at its end.
///
/// # Errors
///
/// A [`Problem`] when the name is no domain that one can own.
pub fn public_zone(name: &str) -> Result<(), Problem> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let owned = name.contains('.')
        && !SPECIAL_DOMAINS.contains(&last)
        && !last.bytes().all(|byte| byte.is_ascii_digit());
    if owned && dns_subdomain(name).is_ok() {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not a public zone"),
        "write the name of a zone that the internet can ask, such as `example.com`",
    ))
}

/// Checks the key of a label or an annotation: `name`, or `prefix/name`.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>
///
/// # Errors
///
/// A [`Problem`] when Kubernetes would refuse the key.
pub fn label_key(key: &str) -> Result<(), Problem> {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    let prefix_ok = prefix.is_none_or(|prefix| dns_subdomain(prefix).is_ok());
    if prefix_ok && !name.is_empty() && is_label_text(name) {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{key}` as the key of a label or an annotation"),
        "write `name` or `prefix.example.com/name`; the name has letters, digits, `-`, `_` and `.`, at most 63 of them",
    ))
}

/// Checks the value of a label.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>
///
/// # Errors
///
/// A [`Problem`] when Kubernetes would refuse the value.
pub fn label_value(value: &str) -> Result<(), Problem> {
    if is_label_text(value) {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{value}` as the value of a label"),
        "use letters, digits, `-`, `_` and `.`, at most 63 of them, a letter or digit at both ends",
    ))
}

/// Checks the name of a Terraform resource.
///
/// Source: <https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers>
///
/// # Errors
///
/// A [`Problem`] when Terraform would refuse the name.
pub fn terraform_name(name: &str) -> Result<(), Problem> {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts_well && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        return Ok(());
    }
    Err(Problem::new(
        format!("Terraform does not accept `{name}` as the name of a resource"),
        "use letters, digits, `_` and `-`, a letter or `_` first",
    ))
}

fn is_dns_label(text: &str) -> bool {
    let ends_well = !text.is_empty() && !text.starts_with('-') && !text.ends_with('-');
    ends_well && text.len() <= 63 && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

fn is_label_text(text: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.len() <= 63 && ends(text.chars().next()) && ends(text.chars().last()) && text.bytes().all(inside)
}

#[cfg(test)]
mod tests {
    use super::{dns_label, dns_subdomain, label_key, label_value, terraform_name};

    #[test]
    fn accepts_what_the_targets_accept() {
        assert!(dns_label("d9-backend-service-nodeport").is_ok());
        assert!(dns_subdomain("shop.example.com").is_ok());
        assert!(label_key("app.kubernetes.io/name").is_ok());
        assert!(label_value("").is_ok());
        assert!(terraform_name("public_a").is_ok());
    }

    #[test]
    fn refuses_what_the_targets_refuse() {
        assert!(dns_label("Backend").is_err());
        assert!(dns_label("a.b").is_err());
        assert!(dns_label(&"a".repeat(64)).is_err());
        assert!(dns_subdomain("a..b").is_err());
        assert!(label_key("a/b/c").is_err());
        assert!(label_value("-a").is_err());
        assert!(terraform_name("1a").is_err());
    }
}
