//! The number of the AWS account, where no committed file holds it.

/// Asks AWS for it, as a word of a shell script.
pub(super) const ASKED: &str = "$(aws sts get-caller-identity --query Account --output text)";
