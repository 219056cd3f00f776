//! `rds.tf`: databases.

use super::iam::{self, Principal};
use super::logs::log_group;
use super::{address, header, kms};
use crate::lang::hcl::{Block, Body, list, object, reference};
use crate::model::{Database, Model, Network};
use crate::read::config::Engine;

/// The databases, the key they are encrypted with, and where they may be reached from.
pub(super) fn body(model: &Model, network: &Network, partition: &str) -> Body {
    let project = model.project.name.as_str();
    let key = kms::Key {
        address: "databases",
        alias: &format!("{project}-databases"),
        description: &format!("Databases of {project}, their backups and passwords"),
        statements: Vec::new(),
    };
    let databases = model.databases.values().flat_map(|database| self::database(model, network, database));
    header()
        .blocks(key.blocks(partition, "The data, its backups and the passwords"))
        .block(subnet_group(project, network))
        .blocks(monitoring_role(project, partition))
        .blocks(databases)
}

/// What the pipeline hands to the pods, and who looks after a database wants to know.
pub(super) fn outputs(database: &Database) -> [Block; 2] {
    let output = |name: &str, description: String, path: &str| {
        Block::new("output", &[name])
            .attribute("description", description)
            .attribute("value", reference(&format!("aws_db_instance.{}.{path}", database.key)))
    };
    [
        output(&database.host_output(), format!("Host of the database `{}`.", database.key), "address"),
        output(
            &database.secret_output(),
            format!("ARN of the secret that holds the password of the database `{}`.", database.key),
            "master_user_secret[0].secret_arn",
        ),
    ]
}

/// Subnets without a way out where they lie in two zones, else the private ones.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html>
fn subnet_group(project: &str, network: &Network) -> Block {
    Block::new("resource", &["aws_db_subnet_group", "main"])
        .attribute("name", project)
        .attribute("subnet_ids", address::subnet_ids(network.database_subnets()))
}

/// RDS reports on the operating system with it.
fn monitoring_role(project: &str, partition: &str) -> [Block; 2] {
    let role = iam::role(
        "rds_monitoring",
        &format!("{project}-rds-monitoring"),
        &Principal::Service("monitoring.rds.amazonaws.com"),
    );
    let policy = iam::policy_arn(partition, "service-role/AmazonRDSEnhancedMonitoringRole");
    [role, iam::attachment("rds_monitoring", &policy)]
}

fn database(model: &Model, network: &Network, database: &Database) -> Vec<Block> {
    let mut blocks = security_group(model, network, database);
    blocks.push(parameter_group(database));
    blocks.extend(logs(database.engine).iter().map(|log| {
        let name = format!("/aws/rds/instance/{}/{log}", database.name);
        log_group(&model.monitoring, &format!("database_{}_{log}", database.key), &name)
    }));
    blocks.push(instance(database));
    blocks
}

/// What an engine writes for people to read; RDS would make the log groups itself, and keep them for ever.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html>
fn logs(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Postgres => &["postgresql", "upgrade"],
        Engine::Mysql | Engine::Mariadb => &["error", "slowquery"],
    }
}

/// Only the nodes reach a database.
fn security_group(model: &Model, network: &Network, database: &Database) -> Vec<Block> {
    let key = format!("database_{}", database.key);
    let group = Block::new("resource", &["aws_security_group", &key])
        .attribute("name", format!("{}-database", database.name))
        .attribute("description", format!("Database {}", database.name))
        .attribute("vpc_id", address::vpc(network, "id"))
        .attribute("tags", object([("Name", format!("{}-database", database.name).into())]));
    let nodes = model.cluster.as_ref().map(|cluster| {
        Block::new("resource", &["aws_vpc_security_group_ingress_rule", &key])
            .attribute("security_group_id", reference(&format!("aws_security_group.{key}.id")))
            .attribute("description", "From the nodes")
            .attribute("ip_protocol", "tcp")
            .attribute("from_port", database.port())
            .attribute("to_port", database.port())
            .attribute("referenced_security_group_id", address::node_security_group(cluster))
    });
    [group].into_iter().chain(nodes).collect()
}

/// Connections are encrypted, and what is slow or changes the schema is logged.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MariaDB.Generallog.html>
fn parameter_group(database: &Database) -> Block {
    let parameters: &[(&str, &str)] = match database.engine {
        Engine::Postgres => {
            &[("rds.force_ssl", "1"), ("log_statement", "ddl"), ("log_min_duration_statement", "1000")]
        }
        // Into a file, which RDS exports; the engine itself would write to a table.
        Engine::Mysql | Engine::Mariadb => {
            &[("require_secure_transport", "1"), ("slow_query_log", "1"), ("log_output", "FILE")]
        }
    };
    let parameters = parameters.iter().map(|(name, value)| {
        Block::new("parameter", &[]).attribute("name", *name).attribute("value", *value)
    });
    let family = database.parameter_family();
    Block::new("resource", &["aws_db_parameter_group", &database.key])
        .comment("Another family is another group, which is there before this one goes.")
        .attribute("name", format!("{}-{}", database.name, family.replace('.', "-")))
        .attribute("family", family)
        .blocks(parameters)
        .block(Block::new("lifecycle", &[]).attribute("create_before_destroy", true))
}

fn instance(database: &Database) -> Block {
    let key = database.key.as_str();
    let logs = logs(database.engine);
    let groups = logs.iter().map(|log| reference(&format!("aws_cloudwatch_log_group.database_{key}_{log}")));
    let kms_key = || reference("aws_kms_key.databases.arn");
    let insights = database.has_performance_insights();
    Block::new("resource", &["aws_db_instance", key])
        .attribute("identifier", database.name.as_str())
        .attribute("engine", database.engine.word())
        .attribute("engine_version", database.engine_version.as_str())
        .attribute("auto_minor_version_upgrade", true)
        .attribute("instance_class", database.instance_class.as_str())
        .attribute("allocated_storage", database.allocated_storage.value)
        .attribute("storage_type", "gp3")
        .attribute("storage_encrypted", true)
        .attribute("kms_key_id", kms_key())
        .attribute("parameter_group_name", reference(&format!("aws_db_parameter_group.{key}.name")))
        .blank()
        .attribute("db_name", database.db_name.as_str())
        .attribute("username", database.username.as_str())
        .blank()
        .comment("Secrets Manager makes the password, keeps it and changes it; Terraform never sees it.")
        .attribute("manage_master_user_password", true)
        .attribute("master_user_secret_kms_key_id", kms_key())
        .attribute("iam_database_authentication_enabled", true)
        .blank()
        .attribute("multi_az", database.multi_az.value)
        .attribute("db_subnet_group_name", reference("aws_db_subnet_group.main.name"))
        .attribute(
            "vpc_security_group_ids",
            list([reference(&format!("aws_security_group.database_{key}.id"))]),
        )
        .attribute("publicly_accessible", false)
        .blank()
        .attribute("backup_retention_period", database.backup_retention_period.value)
        .attribute("copy_tags_to_snapshot", true)
        .attribute("deletion_protection", database.deletion_protection.value)
        .attribute("final_snapshot_identifier", format!("{}-final", database.name))
        .blank()
        .attribute("enabled_cloudwatch_logs_exports", list(logs.iter().copied()))
        .attribute("monitoring_interval", 60)
        .attribute("monitoring_role_arn", reference("aws_iam_role.rds_monitoring.arn"))
        .attribute("performance_insights_enabled", insights)
        .optional("performance_insights_kms_key_id", insights.then(kms_key))
        .attribute("depends_on", list(groups))
}
