//! Rules about the project as a whole.

mod key_without_effect;
mod other_region;
mod output_collision;
mod renamed_without_name;
mod unusable_aws_name;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    key_without_effect::RULE,
    other_region::RULE,
    output_collision::RULE,
    renamed_without_name::RULE,
    unusable_aws_name::RULE,
];
