//! What IAM accepts in a policy.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use super::Problem;

/// Checks the name of an AWS managed policy, such as `ReadOnlyAccess` or `service-role/AmazonEC2RoleforSSM`, or the ARN
/// of any policy.
///
/// # Errors
///
/// A [`Problem`] when IAM has no policy of such a name.
pub fn iam_policy(text: &str) -> Result<(), Problem> {
    if text.starts_with("arn:") {
        return iam_arn(text, "policy");
    }
    let sound = |part: &str| !part.is_empty() && part.bytes().all(is_name_byte);
    if text.split('/').all(sound) && text.len() <= 128 {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the name of a policy"),
        "write the name of an AWS managed policy, such as `ReadOnlyAccess`, or an ARN",
    ))
}

/// Checks the ARN of something in IAM: of a `role`, a `policy`, a `user`.
///
/// # Errors
///
/// A [`Problem`] when it is none.
pub fn iam_arn(text: &str, kind: &str) -> Result<(), Problem> {
    let name = |rest: &str| {
        let path = rest.strip_prefix(kind)?.strip_prefix('/')?;
        let sound = !path.is_empty() && path.split('/').all(|part| !part.is_empty());
        (sound && path.bytes().all(|byte| is_name_byte(byte) || byte == b'/')).then_some(())
    };
    let account =
        |text: &str| text == "aws" || (text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()));
    if let ["arn", partition, "iam", "", owner, rest] = text.splitn(6, ':').collect::<Vec<_>>().as_slice()
        && partition.starts_with("aws")
        && account(owner)
        && name(rest).is_some()
    {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the ARN of a {kind}"),
        format!("write it as `arn:aws:iam::123456789012:{kind}/name`"),
    ))
}

/// Checks the `Sid` of a statement.
///
/// # Errors
///
/// A [`Problem`] when IAM would refuse it.
pub fn iam_sid(text: &str) -> Result<(), Problem> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(());
    }
    Err(Problem::new(
        format!("IAM does not accept `{text}` as the id of a statement"),
        "use letters and digits",
    ))
}

/// Checks an action, such as `s3:PutObject` or `s3:Get*`.
///
/// # Errors
///
/// A [`Problem`] when it is none.
pub fn iam_action(text: &str) -> Result<(), Problem> {
    let service =
        |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let action = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'*' | b'?'));
    let sound = text.split_once(':').is_some_and(|(before, after)| {
        !before.is_empty() && !after.is_empty() && service(before) && action(after)
    });
    if sound || text == "*" {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not an action of AWS"),
        "write the service and the action, such as `s3:PutObject`",
    ))
}

/// Checks a resource of a statement: an ARN, with `*` where it is open, or `*`.
///
/// # Errors
///
/// A [`Problem`] when IAM would refuse it.
pub fn iam_resource(text: &str) -> Result<(), Problem> {
    let parts: Vec<_> = text.splitn(6, ':').collect();
    let arn = matches!(parts.as_slice(), ["arn", partition, service, _, _, rest]
        if !partition.is_empty() && !service.is_empty() && !rest.is_empty());
    if text == "*" || (arn && !text.chars().any(|c| c.is_whitespace() || c.is_control())) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the ARN of a resource"),
        "write an ARN, such as `arn:aws:s3:::shop/*`",
    ))
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{iam_action, iam_arn, iam_policy, iam_resource, iam_sid};

    #[test]
    fn policies() {
        for text in [
            "ReadOnlyAccess",
            "service-role/AmazonEC2RoleforSSM",
            "arn:aws-cn:iam::123456789012:policy/team/x",
        ] {
            assert!(iam_policy(text).is_ok(), "{text}");
        }
        for text in ["", "Read Only", "a//b", "arn:aws:iam::123:policy/x", "arn:aws:iam::123456789012:role/x"]
        {
            assert!(iam_policy(text).is_err(), "{text}");
        }
    }

    #[test]
    fn roles() {
        assert!(iam_arn("arn:aws:iam::123456789012:role/a/b", "role").is_ok());
        for text in ["role/a", "arn:aws:iam::123456789012:role/", "arn:aws:sts::123456789012:role/a"] {
            assert!(iam_arn(text, "role").is_err(), "{text}");
        }
    }

    #[test]
    fn statements() {
        assert!(iam_sid("Logs1").is_ok() && iam_sid("a-b").is_err() && iam_sid("").is_err());
        for text in ["*", "s3:Get*", "execute-api:Invoke", "ec2:Describe?pcs"] {
            assert!(iam_action(text).is_ok(), "{text}");
        }
        for text in ["s3", "S3:Get", "s3:", ":Get", "s3:Get Object", "s3:Get:x"] {
            assert!(iam_action(text).is_err(), "{text}");
        }
        for text in ["*", "arn:aws:s3:::shop/*", "arn:aws:sqs:eu-west-1:123456789012:orders"] {
            assert!(iam_resource(text).is_ok(), "{text}");
        }
        for text in ["", "shop/*", "arn:aws:s3", "arn:aws:s3:::a b"] {
            assert!(iam_resource(text).is_err(), "{text}");
        }
    }
}
