//! RDS databases.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, switch};
use crate::read::Entry;
use crate::read::config::{self, Engine, Text};
use crate::span::{Span, Spanned};
use crate::value::{Problem, db_identifier, db_word, terraform_name};

/// An RDS database; its password is made and kept by Secrets Manager.
#[derive(Debug, Clone)]
pub struct Database {
    /// Where its table stands.
    pub span: Span,
    /// Its key: the last part of its Terraform address.
    pub key: Text,
    /// Instance identifier; also the name of the Kubernetes Secret that holds the password.
    pub name: Text,
    /// Engine.
    pub engine: Engine,
    /// Version of the engine.
    pub engine_version: Text,
    /// Size of the instance, such as `db.t4g.micro`.
    pub instance_class: Text,
    /// GiB.
    pub allocated_storage: Spanned<i64>,
    /// First database.
    pub db_name: Text,
    /// First user.
    pub username: Text,
    /// Whether there is a standby in a second zone.
    pub multi_az: Spanned<bool>,
    /// Whether Terraform may not delete it.
    pub deletion_protection: Spanned<bool>,
    /// Days that backups are kept.
    pub backup_retention_period: Spanned<i64>,
    /// Its key until now, if that has changed.
    pub renamed_from: Option<Text>,
}

impl Database {
    /// The port, which is the engine's usual one.
    pub fn port(&self) -> u16 {
        port(self.engine)
    }

    /// The family of its parameters: the engine, and the part of the version that an upgrade in place keeps.
    pub fn parameter_family(&self) -> String {
        let mut numbers = self.engine_version.split('.');
        let major = numbers.next().unwrap_or_default();
        match (self.engine, numbers.next()) {
            (Engine::Postgres, _) | (_, None) => format!("{}{major}", self.engine.word()),
            (_, Some(minor)) => format!("{}{major}.{minor}", self.engine.word()),
        }
    }

    /// Whether the instance is large enough for Performance Insights.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html>
    pub fn has_performance_insights(&self) -> bool {
        let small = ["t2.micro", "t2.small", "t3.micro", "t3.small", "t4g.micro", "t4g.small"];
        self.engine == Engine::Postgres || !small.iter().any(|class| self.instance_class.ends_with(class))
    }

    /// The Terraform output that says where it is.
    pub fn host_output(&self) -> String {
        host_output(&self.key)
    }

    /// The Terraform output that says which secret of Secrets Manager holds the password.
    pub fn secret_output(&self) -> String {
        format!("{}_secret_arn", self.key)
    }
}

/// The port that an engine listens on.
pub(super) fn port(engine: Engine) -> u16 {
    match engine {
        Engine::Postgres => 5432,
        Engine::Mysql | Engine::Mariadb => 3306,
    }
}

pub(super) fn host_output(key: &str) -> String {
    format!("{key}_host")
}

/// The instance identifier.
pub(super) fn name(cx: &Resolver<'_>, entry: &Entry<config::Database>) -> Text {
    let default = || format!("{}-{}", cx.config.project.name, entry.key);
    entry.value.name.clone().unwrap_or_else(|| Text::new(default(), entry.key.span))
}

/// The first database.
pub(super) fn db_name(entry: &Entry<config::Database>) -> &Text {
    entry.value.db_name.as_ref().unwrap_or(&entry.key)
}

/// The first user.
pub(super) fn username(database: &config::Database) -> Text {
    database.username.clone().unwrap_or_else(|| Text::new("app".to_owned(), database.span))
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Database>> {
    let config = cx.config;
    cx.each(&config.databases, one)
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::Database>) -> Resolved<Database> {
    let database = &entry.value;
    let engine = database.engine.value;
    let (name, db_name, username) = (name(cx, entry), db_name(entry), username(database));
    let mut sound = cx.check(terraform_name(&entry.key), entry.key.span);
    sound &= cx.check(db_identifier(&name), name.span);
    sound &= cx.check(db_word(db_name, if engine == Engine::Postgres { 63 } else { 64 }), db_name.span);
    sound &= cx.check(user(&username, engine), username.span);
    sound &= cx.check(engine_version(&database.engine_version, engine), database.engine_version.span);
    sound &= cx.check(instance_class(&database.instance_class), database.instance_class.span);
    if let Some(old) = &database.renamed_from {
        sound &= cx.check(terraform_name(old), old.span);
    }
    let number = |written: Option<&config::Int>, default| {
        written.copied().unwrap_or(Spanned::new(default, database.span))
    };
    let allocated_storage = number(database.allocated_storage.as_ref(), 20);
    let backup_retention_period = number(database.backup_retention_period.as_ref(), 7);
    sound &= cx.within(allocated_storage, 20, 65_536, "GiB");
    sound &= cx.within(backup_retention_period, 0, 35, "days");
    sound.then(|| Database {
        span: database.span,
        key: entry.key.clone(),
        name,
        engine,
        engine_version: database.engine_version.clone(),
        instance_class: database.instance_class.clone(),
        allocated_storage,
        db_name: db_name.clone(),
        username,
        multi_az: switch(database.multi_az.as_ref(), true, database.span),
        deletion_protection: switch(database.deletion_protection.as_ref(), true, database.span),
        backup_retention_period,
        renamed_from: database.renamed_from.clone(),
    })
}

/// Engines keep some names for themselves.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>, `MasterUsername`
fn user(name: &str, engine: Engine) -> Result<(), Problem> {
    db_word(name, if engine == Engine::Postgres { 63 } else { 16 })?;
    let reserved = match engine {
        Engine::Postgres => ["admin", "rdsadmin", "rds_superuser"].contains(&name) || name.starts_with("pg_"),
        Engine::Mysql | Engine::Mariadb => ["rdsadmin", "root", "rdsrepladmin"].contains(&name),
    };
    if reserved {
        return Err(Problem::new(
            format!("the engine keeps the user `{name}` for itself"),
            "choose another name",
        ));
    }
    Ok(())
}

/// Parameters belong to a major version, which MySQL and MariaDB say in two numbers.
fn engine_version(version: &str, engine: Engine) -> Result<(), Problem> {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (least, example) = if engine == Engine::Postgres { (1, "17.7") } else { (2, "8.4") };
    if version.split('.').all(number) && version.split('.').count() >= least {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{version}` is not a version of `{}`", engine.word()),
        format!("write it as `\"{example}\"`"),
    ))
}

/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html>
fn instance_class(class: &str) -> Result<(), Problem> {
    let word = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if let ["db", family, size] = class.split('.').collect::<Vec<_>>().as_slice()
        && word(family)
        && word(size)
    {
        return Ok(());
    }
    Err(Problem::new(format!("`{class}` is not a class of RDS"), "write it as `\"db.t4g.micro\"`"))
}
