//! Constraints on the versions of Terraform and its providers.

use super::Problem;

/// Checks a constraint such as `>= 1.11, < 2.0`.
///
/// Source: <https://developer.hashicorp.com/terraform/language/expressions/version-constraints>
///
/// # Errors
///
/// A [`Problem`] when Terraform would refuse the constraint.
pub fn version_constraint(text: &str) -> Result<(), Problem> {
    if text.split(',').all(is_condition) {
        return Ok(());
    }
    let help = "write conditions such as `>= 1.11, < 2.0` or `~> 6.0`";
    Err(Problem::new(format!("Terraform does not accept `{text}` as a version constraint"), help))
}

fn is_condition(text: &str) -> bool {
    let text = text.trim_matches(' ');
    let operators = [">=", "<=", "!=", "~>", "=", ">", "<"];
    let version = operators.into_iter().find_map(|operator| text.strip_prefix(operator)).unwrap_or(text);
    let version = version.trim_start_matches(' ');
    let (numbers, prerelease) =
        version.split_once('-').map_or((version, None), |(numbers, rest)| (numbers, Some(rest)));
    let numbers: Vec<_> = numbers.split('.').collect();
    numbers.len() <= 3
        && numbers.into_iter().all(is_number)
        && prerelease.is_none_or(|text| text.split('.').all(is_prerelease))
}

fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|number| number.to_string() == text)
}

fn is_prerelease(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::version_constraint;

    #[test]
    fn accepts_what_terraform_accepts() {
        for text in ["1.11.4", "= 1.11", ">=1.11,<2.0", "~> 6.0", "!= 5.99.0, >= 5", "1.12.0-beta1"] {
            assert!(version_constraint(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_what_terraform_refuses() {
        for text in
            ["", "latest", "6.x", "^6.0", ">= 6.0 < 7.0", "~> 6.0,", "06.1", "1.2.3.4", ">= +6", "1.12.0-"]
        {
            assert!(version_constraint(text).is_err(), "{text}");
        }
    }
}
