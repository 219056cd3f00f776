//! References to container images.

use std::fmt;

use super::{FromText, Problem};

/// `[host/]repository[:tag][@digest]`.
///
/// Source: <https://pkg.go.dev/github.com/distribution/reference>
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImageReference {
    /// Everything before the tag, the registry's host included.
    pub repository: String,
    /// After `:`.
    pub tag: Option<String>,
    /// After `@`, such as `sha256:...`.
    pub digest: Option<String>,
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repository)?;
        if let Some(tag) = &self.tag {
            write!(f, ":{tag}")?;
        }
        if let Some(digest) = &self.digest {
            write!(f, "@{digest}")?;
        }
        Ok(())
    }
}

impl FromText for ImageReference {
    fn from_text(text: &str) -> Result<Self, Problem> {
        let invalid = || {
            Problem::new(
                format!("`{text}` is not an image reference"),
                "write `repository:tag`, with the registry's host before it where it is not Docker Hub, such as `ghcr.io/acme/shop:1.4`",
            )
        };
        let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
        let last_slash = rest.rfind('/').map_or(0, |slash| slash + 1);
        let colon = rest.rfind(':').filter(|colon| *colon >= last_slash);
        let (repository, tag) = match colon.and_then(|colon| rest.split_at_checked(colon)) {
            Some((repository, tag)) => (repository, tag.strip_prefix(':')),
            None => (rest, None),
        };
        let sound = is_repository(repository) && tag.is_none_or(is_tag) && digest.is_none_or(is_digest);
        if !sound {
            return Err(invalid());
        }
        Ok(Self {
            repository: repository.to_owned(),
            tag: tag.map(str::to_owned),
            digest: digest.map(str::to_owned),
        })
    }
}

/// Checks the host of a registry, which a `.` or a `:` tells from the first part of a path.
///
/// Source: <https://pkg.go.dev/github.com/distribution/reference>
///
/// # Errors
///
/// A [`Problem`] when Docker would not take it for a host.
pub fn registry_host(text: &str) -> Result<(), Problem> {
    if is_host(text) && (text.contains(['.', ':']) || text == "localhost") {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the host of a registry"),
        "write a host alone, such as `ghcr.io` or `registry.example.com:5000`",
    ))
}

/// Checks a part of a repository's path.
///
/// Source: <https://pkg.go.dev/github.com/distribution/reference>
///
/// # Errors
///
/// A [`Problem`] when Docker would refuse it.
pub fn repository_path(text: &str) -> Result<(), Problem> {
    if text.len() <= 255 && text.split('/').all(is_component) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not a path of repositories"),
        "use lowercase letters and digits, joined by `.`, `_`, `-` or `/`, such as `acme`",
    ))
}

/// A repository, with or without a host before it.
fn is_repository(text: &str) -> bool {
    let (host, path) = match text.split_once('/') {
        Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => (Some(first), rest),
        _ => (None, text),
    };
    text.len() <= 255 && host.is_none_or(is_host) && path.split('/').all(is_component)
}

fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.split('.').all(label) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Lowercase letters and digits, joined by `.`, `_`, `__` or hyphens.
fn is_component(text: &str) -> bool {
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = |byte: Option<u8>| byte.is_some_and(alphanumeric);
    let joined =
        !text.contains("..") && !text.contains("___") && !text.contains("._") && !text.contains("_.");
    ends(text.bytes().next())
        && ends(text.bytes().last())
        && joined
        && text.bytes().all(|byte| alphanumeric(byte) || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_tag(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    first
        && text.len() <= 128
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::{FromText, ImageReference, registry_host, repository_path};

    #[test]
    fn splits_host_tag_and_digest() {
        let parse = |text| ImageReference::from_text(text).unwrap();
        assert_eq!(parse("redis:7.4").tag.as_deref(), Some("7.4"));
        assert_eq!(parse("localhost:5000/a/b").tag, None);
        assert_eq!(parse("ghcr.io/acme/shop-web:1").repository, "ghcr.io/acme/shop-web");
    }

    #[test]
    fn tells_hosts_from_paths() {
        assert!(registry_host("localhost").is_ok() && registry_host("127.0.0.1:5000").is_ok());
        for text in ["", "ghcr", "https://ghcr.io", "ghcr.io/acme", "ghcr.io:x"] {
            assert!(registry_host(text).is_err(), "{text}");
        }
        assert!(repository_path("acme/shop").is_ok());
        assert!(repository_path("Acme").is_err() && repository_path("acme/").is_err());
    }

    #[test]
    fn refuses_what_docker_refuses() {
        for text in ["", "Redis:7", "A/b", "a//b", "a:", "a:b c", "a@sha256:12", "-a", "a/-b", "a:b:c"] {
            assert!(ImageReference::from_text(text).is_err(), "{text}");
        }
    }
}
