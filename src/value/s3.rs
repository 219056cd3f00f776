//! Names of what holds and locks Terraform's state: buckets and objects in S3, tables in `DynamoDB`.

use super::{Problem, one_line};

/// What S3 keeps for itself.
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
const PREFIXES: &[&str] = &["xn--", "sthree-", "amzn-s3-demo-"];
/// See [`PREFIXES`].
const SUFFIXES: &[&str] = &["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// Checks the name of a bucket.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
///
/// # Errors
///
/// A [`Problem`] when S3 would refuse the name.
pub fn s3_bucket(name: &str) -> Result<(), Problem> {
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = |byte: Option<u8>| byte.is_some_and(alphanumeric);
    let sound = (3..=63).contains(&name.len())
        && ends(name.bytes().next())
        && ends(name.bytes().last())
        && name.bytes().all(|byte| alphanumeric(byte) || matches!(byte, b'.' | b'-'))
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err();
    let reserved = PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || SUFFIXES.iter().any(|suffix| name.ends_with(suffix));
    if sound && !reserved {
        return Ok(());
    }
    let help = if sound {
        "choose another name: S3 keeps this beginning or end for itself"
    } else {
        "use 3 to 63 lowercase letters, digits, `-` and single `.`, a letter or digit at both ends"
    };
    Err(Problem::new(format!("S3 does not accept `{name}` as the name of a bucket"), help))
}

/// Checks the key of a state in a bucket.
///
/// Source: <https://developer.hashicorp.com/terraform/language/backend/s3>
///
/// # Errors
///
/// A [`Problem`] when Terraform would refuse the key.
pub fn state_key(key: &str) -> Result<(), Problem> {
    if !key.is_empty()
        && key.len() <= 1024
        && !key.starts_with('/')
        && !key.ends_with('/')
        && one_line(key).is_ok()
    {
        return Ok(());
    }
    Err(Problem::new(
        format!("Terraform does not accept `{key}` as the key of a state"),
        "write a path without `/` at its ends, such as `shop/terraform.tfstate`",
    ))
}

/// Checks the name of a table of `DynamoDB`.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
///
/// # Errors
///
/// A [`Problem`] when `DynamoDB` would refuse the name.
pub fn dynamodb_table(name: &str) -> Result<(), Problem> {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if (3..=255).contains(&name.len()) && name.chars().all(sound) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not the name of a table in DynamoDB"),
        "use 3 to 255 letters, digits, `_`, `-` and `.`",
    ))
}

#[cfg(test)]
mod tests {
    use super::{s3_bucket, state_key};

    #[test]
    fn checks_names_of_buckets() {
        for name in ["abc", "acme-state", "state.acme.example", "0a0"] {
            assert!(s3_bucket(name).is_ok(), "{name}");
        }
        for name in
            ["", "ab", "Acme", "a_b", "-ab", "ab-", "a..b", "10.0.0.1", "xn--abc", "a--x-s3", "s3://b"]
        {
            assert!(s3_bucket(name).is_err(), "{name}");
        }
    }

    #[test]
    fn checks_keys_of_states() {
        assert!(state_key("a/b.tfstate").is_ok());
        for key in ["", "/a", "a/"] {
            assert!(state_key(key).is_err(), "{key}");
        }
    }
}
