//! Ids of resources that exist in AWS.

use super::Problem;

/// Checks the id of a resource of EC2, such as `vpc-0a1b2c3d`: a kind, and 8 or 17 hexadecimal digits.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html>
///
/// # Errors
///
/// A [`Problem`] when no resource of that kind has such an id.
pub fn aws_id(kind: &str, text: &str) -> Result<(), Problem> {
    let digits = text.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-')).unwrap_or_default();
    let hexadecimal = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if matches!(digits.len(), 8 | 17) && hexadecimal {
        return Ok(());
    }
    let article = if kind.starts_with('a') { "an" } else { "a" };
    Err(Problem::new(
        format!("`{text}` is not the id of {article} {kind}"),
        format!("write `{kind}-` and 8 or 17 hexadecimal digits, as the AWS console shows it"),
    ))
}

/// Checks the number of an AWS account, such as `123456789012`.
///
/// # Errors
///
/// A [`Problem`] when it is none.
pub fn aws_account(text: &str) -> Result<(), Problem> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the number of an AWS account"),
        "write its twelve digits, as `aws sts get-caller-identity` does",
    ))
}

/// Checks the name of a key pair of EC2.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html>
///
/// # Errors
///
/// A [`Problem`] when EC2 would refuse the name.
pub fn key_pair_name(name: &str) -> Result<(), Problem> {
    let ends = name.starts_with(' ') || name.ends_with(' ');
    if (1..=255).contains(&name.len()) && !ends && name.chars().all(|c| matches!(c, ' '..='~')) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not the name of a key pair"),
        "use at most 255 ASCII characters, without blanks at the ends",
    ))
}

#[cfg(test)]
mod tests {
    use super::{aws_id, key_pair_name};

    #[test]
    fn an_id_has_a_kind_and_digits() {
        assert!(aws_id("vpc", "vpc-0a1b2c3d").is_ok());
        assert!(aws_id("subnet", "subnet-0a1b2c3d4e5f60718").is_ok());
        for text in ["", "vpc-", "vpc-0A1B2C3D", "subnet-0a1b2c3d", "vpc-0a1b2c3", "vpc-0a1b2c3g"] {
            assert!(aws_id("vpc", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_key_pair_has_a_line_of_ascii() {
        assert!(key_pair_name("ops (2026)").is_ok());
        for name in ["", "a\nb", "é", " a", &"a".repeat(256)] {
            assert!(key_pair_name(name).is_err(), "{name:?}");
        }
    }
}
