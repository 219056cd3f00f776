//! Rules about secrets.

mod ambiguous_name;
mod credential_without_keys;
mod interpolated_secret;
mod literal_password;
mod literal_secret;
mod secret_filled_twice;
mod secret_lives_elsewhere;
mod secret_on_command_line;
mod secret_without_place;
mod secret_without_store;
mod unused_secret;
mod username_twice;
mod wrong_credential_kind;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    ambiguous_name::RULE,
    credential_without_keys::RULE,
    interpolated_secret::RULE,
    literal_password::RULE,
    literal_secret::RULE,
    secret_filled_twice::RULE,
    secret_lives_elsewhere::RULE,
    secret_on_command_line::RULE,
    secret_without_place::RULE,
    secret_without_store::RULE,
    unused_secret::RULE,
    username_twice::RULE,
    wrong_credential_kind::RULE,
];
