//! Addresses of services in texts.

/// The host that a text names, and its port: `host:port`, or a URL.
///
/// A host alone is any word, and not taken for one.
pub fn host_port(text: &str) -> Option<(&str, Option<u16>)> {
    let (authority, is_url) = match text.split_once("://") {
        Some((_, rest)) => (rest.split(['/', '?', '#']).next()?, true),
        None => (text, false),
    };
    let address = authority.rsplit('@').next()?;
    let (host, port) = match address.split_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None if is_url => (address, None),
        None => return None,
    };
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    (!host.is_empty() && host.bytes().all(named)).then_some((host, port))
}

#[cfg(test)]
mod tests {
    use super::host_port;

    #[test]
    fn reads_urls_and_pairs() {
        assert_eq!(host_port("redis://:x@cache:6379/0"), Some(("cache", Some(6379))));
        assert_eq!(host_port("http://api/health"), Some(("api", None)));
        assert_eq!(host_port("api:80"), Some(("api", Some(80))));
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["api", "", ":80", "a b:80", "api:http", "api:99999", "x://", "12:30:00"] {
            assert_eq!(host_port(text), None, "{text}");
        }
    }
}
