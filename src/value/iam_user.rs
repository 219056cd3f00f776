//! People in IAM: their names, and the keys their first passwords are encrypted with.

use super::Problem;

/// Checks the name of an IAM user: at most 64 letters, digits and `_+=,.@-`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
///
/// # Errors
///
/// A [`Problem`] when IAM would refuse it.
pub fn iam_user(name: &str) -> Result<(), Problem> {
    let sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte));
    if sound && (1..=64).contains(&name.len()) {
        return Ok(());
    }
    Err(Problem::new(
        format!("IAM does not accept `{name}` as the name of a user"),
        "use letters, digits and `_+=,.@-`, at most 64 of them",
    ))
}

/// Checks a public PGP key: base64 of the binary key, or `keybase:` and a user of Keybase.
///
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile>
///
/// # Errors
///
/// A [`Problem`] when it can be neither.
pub fn pgp_key(key: &str) -> Result<(), Problem> {
    let user = |user: &str| !user.is_empty() && user.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let body = key.trim_end_matches('=');
    let base64 = key.len() >= 64
        && key.len().is_multiple_of(4)
        && key.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    if key.strip_prefix("keybase:").map_or(base64, user) {
        return Ok(());
    }
    Err(Problem::new(
        "this is not a public PGP key",
        "write `keybase:<user>`, or what `gpg --export <key> | base64 -w0` prints; an RSA key, as Terraform knows no other",
    ))
}

#[cfg(test)]
mod tests {
    use super::{iam_user, pgp_key};

    #[test]
    fn users() {
        assert!(iam_user("ada.lovelace@example.com").is_ok());
        for name in ["", "ada lovelace", "ada/x", "é", &"a".repeat(65)] {
            assert!(iam_user(name).is_err(), "{name}");
        }
    }

    #[test]
    fn keys() {
        assert!(pgp_key("keybase:ada").is_ok() && pgp_key(&"mQIN".repeat(20)).is_ok());
        for key in
            ["", "keybase:", "-----BEGIN PGP PUBLIC KEY BLOCK-----", &"=".repeat(80), &"mQI".repeat(33)]
        {
            assert!(pgp_key(key).is_err(), "{key}");
        }
    }
}
