//! Rules about people and their rights.

mod administrator_access;
mod first_password_in_state;
mod full_access_policy;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] =
    &[administrator_access::RULE, first_password_in_state::RULE, full_access_policy::RULE];
