//! Rules about the shape of the file: without what they ask for, nothing can be made of it.

mod duplicate_key;
mod empty_list;
mod exclusive_keys;
mod file_too_large;
mod inline_table_extended;
mod invalid_value;
mod merge_conflict;
mod missing_key;
mod not_supported_yet;
mod not_utf_8;
mod syntax;
mod unknown_key;
mod unknown_language;
mod unknown_reference;
mod unknown_value;
mod wrong_type;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    duplicate_key::RULE,
    empty_list::RULE,
    exclusive_keys::RULE,
    file_too_large::RULE,
    inline_table_extended::RULE,
    invalid_value::RULE,
    merge_conflict::RULE,
    missing_key::RULE,
    not_supported_yet::RULE,
    not_utf_8::RULE,
    syntax::RULE,
    unknown_key::RULE,
    unknown_language::RULE,
    unknown_reference::RULE,
    unknown_value::RULE,
    wrong_type::RULE,
];
