//! Names of secrets in AWS.

use super::Problem;

/// Checks the name or ARN of a secret in AWS Secrets Manager.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>
///
/// # Errors
///
/// A [`Problem`] when Secrets Manager would refuse the name.
pub fn secrets_manager_name(name: &str) -> Result<(), Problem> {
    if is_made_of(name, if name.starts_with("arn:") { "/_+=.@-:" } else { "/_+=.@-" }) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not the name of a secret in AWS Secrets Manager"),
        "use letters, digits and `/_+=.@-`, or write the ARN of a secret",
    ))
}

/// Checks the name of a parameter of SSM.
///
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>
///
/// # Errors
///
/// A [`Problem`] when SSM would refuse the name.
pub fn ssm_parameter_name(name: &str) -> Result<(), Problem> {
    if is_made_of(name, "/_.-") {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{name}` is not the name of a parameter of SSM"),
        "use letters, digits and `/_.-`, such as `/shop/token`",
    ))
}

fn is_made_of(name: &str, others: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}

#[cfg(test)]
mod tests {
    use super::{secrets_manager_name, ssm_parameter_name};

    #[test]
    fn accepts_what_aws_accepts() {
        for name in
            ["shop/db", "a_b+c=d.e@f-1", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf"]
        {
            assert!(secrets_manager_name(name).is_ok(), "{name}");
        }
        assert!(ssm_parameter_name("/shop/api_token.v-1").is_ok());
    }

    #[test]
    fn refuses_what_aws_refuses() {
        for name in ["", "a b", "a\nb", "a\"b", "é", "a:b", "${x}"] {
            assert!(secrets_manager_name(name).is_err(), "{name:?}");
            assert!(ssm_parameter_name(name).is_err(), "{name:?}");
        }
        assert!(ssm_parameter_name("a+b").is_err());
    }
}
