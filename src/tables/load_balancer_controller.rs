//! What the AWS Load Balancer Controller may do in AWS.
//!
//! Source: <https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json>

use serde_json::Value as Json;

/// The policy of the version that `addons.tsv` pins.
const POLICY: &str = include_str!("../../schema/aws/load_balancer_controller_iam_policy.json");

/// The policy document, with the ARNs of a partition.
pub fn policy(partition: &str) -> Json {
    let text = POLICY.replace("arn:aws:", &format!("arn:{partition}:"));
    serde_json::from_str(&text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::policy;

    #[test]
    fn every_arn_is_of_the_partition() {
        let text = policy("aws-cn").to_string();
        assert!(text.contains("arn:aws-cn:ec2:") && !text.contains("arn:aws:"), "{text}");
        assert_eq!(policy("aws")["Statement"].as_array().map(Vec::len), Some(16));
    }
}
