//! Names of HTTP headers.

use super::Problem;

/// Checks the name of a header that a probe sends: Kubernetes takes fewer characters than HTTP does.
///
/// Source: <https://github.com/kubernetes/apimachinery/blob/master/pkg/util/validation/validation.go> (`IsHTTPHeaderName`)
///
/// # Errors
///
/// A [`Problem`] when Kubernetes would refuse the name.
pub fn http_header_name(name: &str) -> Result<(), Problem> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{name}` as the name of an HTTP header"),
        "use letters, digits and `-`, such as `X-Probe`",
    ))
}

#[cfg(test)]
mod tests {
    use super::http_header_name;

    #[test]
    fn accepts_what_a_probe_can_send() {
        assert!(http_header_name("X-Probe").is_ok());
        for name in ["", "X Probe", "X:Probe", "X_Probe", "É"] {
            assert!(http_header_name(name).is_err(), "{name}");
        }
    }
}
