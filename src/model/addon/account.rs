//! Who add-ons are in AWS, if they speak with it.

/// The ServiceAccount of an add-on that speaks with AWS, and the policies it does so with.
#[derive(Debug, Clone, Copy)]
pub struct AddonAccount {
    /// Its ServiceAccount.
    pub service_account: &'static str,
    /// AWS managed policies, without `policy/`.
    pub policies: &'static [&'static str],
}

/// Who an add-on is in AWS; `None`: it does not speak with AWS.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html>
pub fn addon_account(addon: &str) -> Option<AddonAccount> {
    let (service_account, policies): (_, &[_]) = match addon {
        "vpc-cni" => ("aws-node", &["AmazonEKS_CNI_Policy"]),
        "aws-ebs-csi-driver" => ("ebs-csi-controller-sa", &["service-role/AmazonEBSCSIDriverPolicy"]),
        "amazon-cloudwatch-observability" => {
            ("cloudwatch-agent", &["AWSXrayWriteOnlyAccess", "CloudWatchAgentServerPolicy"])
        }
        "aws-load-balancer-controller" => ("aws-load-balancer-controller", &[]),
        "external-secrets" => ("external-secrets", &[]),
        _ => return None,
    };
    Some(AddonAccount { service_account, policies })
}
