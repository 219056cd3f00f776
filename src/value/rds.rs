//! What RDS accepts as names.
//!
//! Source: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>

use super::Problem;

/// Checks an instance identifier, which is also a Kubernetes name: at most 63 lowercase letters, digits and single `-`.
///
/// # Errors
///
/// A [`Problem`] when RDS would refuse it.
pub fn db_identifier(name: &str) -> Result<(), Problem> {
    let bytes = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    if bytes && starts && name.len() <= 63 && !name.ends_with('-') && !name.contains("--") {
        return Ok(());
    }
    Err(Problem::new(
        format!("RDS does not accept `{name}` as the identifier of an instance"),
        "use lowercase letters, digits and single `-`, at most 63 of them, a letter first",
    ))
}

/// Checks the name of a database or of its first user: letters, digits and `_`, a letter first.
///
/// `most` is how many characters the engine accepts.
///
/// # Errors
///
/// A [`Problem`] when the engine would refuse it.
pub fn db_word(name: &str, most: usize) -> Result<(), Problem> {
    let sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if sound && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= most {
        return Ok(());
    }
    Err(Problem::new(
        format!("the engine does not accept `{name}`"),
        format!("use letters, digits and `_`, at most {most} of them, a letter first"),
    ))
}

#[cfg(test)]
mod tests {
    use super::{db_identifier, db_word};

    #[test]
    fn identifiers() {
        assert!(db_identifier("shop-main-1").is_ok());
        for name in ["", "1a", "a-", "a--b", "A", "a_b", &"a".repeat(64)] {
            assert!(db_identifier(name).is_err(), "{name}");
        }
    }

    #[test]
    fn words() {
        assert!(db_word("shop_1", 16).is_ok());
        for name in ["", "1a", "_a", "a-b", "é", &"a".repeat(17)] {
            assert!(db_word(name, 16).is_err(), "{name}");
        }
    }
}
