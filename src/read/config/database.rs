//! `[databases]`: RDS.

use super::{Bool, Int, Text};
use crate::read::choice::choice;
use crate::read::table::table;
use crate::span::Spanned;

table! {
    /// `[databases.<name>]`: an RDS database.
    pub struct Database {
        /// RDS engine.
        engine: Spanned<Engine> = "", r#""postgres""#;
        /// Version of the engine.
        engine_version: Text = "", r#""17.7""#;
        /// Size of the instance.
        instance_class: Text = "", r#""db.t4g.micro""#;
        /// GiB, encrypted.
        allocated_storage: Option<Int> = "20", "50";
        /// First database.
        db_name: Option<Text> = "the key", r#""shop""#;
        /// First user; Secrets Manager makes and keeps the password.
        username: Option<Text> = "`app`", r#""shop""#;
        /// Standby in a second zone.
        multi_az: Option<Bool> = "true", "false";
        /// Whether Terraform may not delete it.
        deletion_protection: Option<Bool> = "true", "false";
        /// Days.
        backup_retention_period: Option<Int> = "7", "14";
        /// Instance identifier.
        name: Option<Text> = "`<project>-<key>`", r#""shop-db""#;
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""db""#;
    }
}

choice! {
    /// RDS engine.
    pub enum Engine {
        /// PostgreSQL.
        Postgres = "postgres",
        /// MySQL.
        Mysql = "mysql",
        /// MariaDB.
        Mariadb = "mariadb",
    }
}
