//! Rules about the project as a whole.

mod other_region;
mod output_collision;
mod renamed_without_name;
mod unusable_aws_name;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] =
    &[other_region::RULE, output_collision::RULE, renamed_without_name::RULE, unusable_aws_name::RULE];
