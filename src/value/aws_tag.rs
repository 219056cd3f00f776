//! What AWS accepts as a tag.

use super::Problem;

/// Checks a tag that someone else than AWS gives to a resource.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions>
///
/// # Errors
///
/// A [`Problem`] when AWS would refuse the tag.
pub fn aws_tag(key: &str, value: &str) -> Result<(), Problem> {
    if key.is_empty() || key.chars().count() > 128 {
        return Err(Problem::new("AWS does not accept this key of a tag", "use 1 to 128 characters"));
    }
    if key.to_ascii_lowercase().starts_with("aws:") {
        return Err(Problem::new(
            format!("the tag `{key}` belongs to AWS itself"),
            "use a key that does not start with `aws:`",
        ));
    }
    if !key.chars().all(is_taken) || !value.chars().all(is_taken) {
        return Err(Problem::new(
            format!("IAM, EKS and others do not accept the characters of the tag `{key}`"),
            "use letters, digits, blanks and `_.:/=+-@`",
        ));
    }
    if value.chars().count() > 256 {
        return Err(Problem::new(
            format!("the value of the tag `{key}` is too long for AWS"),
            "use at most 256 characters",
        ));
    }
    Ok(())
}

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`, which every service takes that kura makes something in.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html>
fn is_taken(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() && !c.is_control() || "_.:/=+-@".contains(c)
}

#[cfg(test)]
mod tests {
    use super::aws_tag;

    #[test]
    fn refuses_what_aws_would_refuse() {
        assert!(aws_tag("Team", "").is_ok());
        assert!(aws_tag(&"é".repeat(128), &"é".repeat(256)).is_ok());
        assert!(aws_tag("cost:center", "a b/c+d=e@f.g").is_ok());
        for text in ["a\0b", "a\nb", "a&b", "$HOME", "a\u{2028}\u{202e}"] {
            assert!(aws_tag(text, "a").is_err() && aws_tag("a", text).is_err(), "{text:?}");
        }
        assert!(aws_tag("", "a").is_err());
        assert!(aws_tag(&"a".repeat(129), "a").is_err());
        assert!(aws_tag("AWS:team", "a").is_err());
        assert!(aws_tag("Team", &"a".repeat(257)).is_err());
    }
}
