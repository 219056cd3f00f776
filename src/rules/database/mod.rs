//! Rules about databases.

mod database_in_one_zone;
mod database_without_backup;
mod database_without_network;
mod database_without_standby;
mod unprotected_database;
mod unused_database;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    database_in_one_zone::RULE,
    database_without_backup::RULE,
    database_without_network::RULE,
    database_without_standby::RULE,
    unprotected_database::RULE,
    unused_database::RULE,
];
