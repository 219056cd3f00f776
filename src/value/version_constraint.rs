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

/// Whether a constraint only admits versions below `major.minor`.
///
/// Source: <https://developer.hashicorp.com/terraform/language/expressions/version-constraints#operators>
pub fn excludes_minor_and_later(text: &str, major: u32, minor: u32) -> bool {
    let limit = [major, minor, 0];
    text.split(',').any(|condition| {
        let (operator, version) = parts(condition);
        let numbers: Vec<u32> = version.split(['.', '-']).map_while(|part| part.parse().ok()).collect();
        let at = |place| numbers.get(place).copied().unwrap_or(0);
        let version = [at(0), at(1), at(2)];
        match operator {
            "<" => version <= limit,
            "<=" | "=" | "" => version < limit,
            "~>" if numbers.len() == 2 => [at(0).saturating_add(1), 0, 0] <= limit,
            "~>" if numbers.len() == 3 => [at(0), at(1).saturating_add(1), 0] <= limit,
            _ => false,
        }
    })
}

/// The operator of a condition, which may be empty, and its version.
fn parts(text: &str) -> (&str, &str) {
    let text = text.trim_matches(' ');
    let operators = [">=", "<=", "!=", "~>", "=", ">", "<"];
    let found = operators.into_iter().find_map(|operator| Some((operator, text.strip_prefix(operator)?)));
    let (operator, version) = found.unwrap_or(("", text));
    (operator, version.trim_start_matches(' '))
}

fn is_condition(text: &str) -> bool {
    let (_, version) = parts(text);
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
    use super::{excludes_minor_and_later, version_constraint};

    #[test]
    fn knows_what_stays_below_a_version() {
        for text in ["< 1.10", ">= 1.5, < 1.10.0", "<= 1.9.8", "1.9.8", "= 1.6", "~> 1.9.0", "~> 0.14"] {
            assert!(excludes_minor_and_later(text, 1, 10), "{text}");
        }
        for text in ["< 1.10.1", "<= 1.10", "1.10.0", "~> 1.9", "~> 1.10.0", ">= 1.5", "!= 1.9", "~> 1"] {
            assert!(!excludes_minor_and_later(text, 1, 10), "{text}");
        }
    }

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
