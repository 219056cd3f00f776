//! Names of EC2 instance types.

use super::Problem;

/// Checks that a name has a family and a size, such as `t3.medium`; whether EC2 has it is a rule's business, as the
/// table of them ages.
///
/// # Errors
///
/// A [`Problem`] when it is none.
pub fn instance_type_name(name: &str) -> Result<(), Problem> {
    let part = |part: &str| {
        let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !part.is_empty() && part.bytes().all(inside)
    };
    if name.split_once('.').is_some_and(|(family, size)| part(family) && part(size)) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not an instance type"),
        "write a family and a size, such as `t3.medium`",
    ))
}

#[cfg(test)]
mod tests {
    use super::instance_type_name;

    #[test]
    fn a_type_has_a_family_and_a_size() {
        assert!(instance_type_name("t3.medium").is_ok() && instance_type_name("u-6tb1.112xlarge").is_ok());
        for text in ["", "medium", "t3.", "t3.Medium", "t3 medium", "t3.medium.large"] {
            assert!(instance_type_name(text).is_err(), "{text}");
        }
    }
}
