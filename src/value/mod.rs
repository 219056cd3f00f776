//! Checked values: once one of these exists, it is right by its type.

mod aws_id;
mod aws_region;
mod aws_tag;
mod cidr;
mod cluster_name;
mod cron;
mod date;
mod egress;
mod email_address;
mod host_port;
mod http_header;
mod iam;
mod iam_user;
mod image_reference;
mod instance_type;
mod jenkins_cron;
mod listening;
mod name;
mod path;
mod port;
mod printable;
mod quantity;
mod rds;
mod s3;
mod sqlite;
mod stored_secret;
mod version_constraint;

pub use aws_id::{aws_account, aws_id, key_pair_name};
pub use aws_region::{aws_partition, aws_region, aws_zone};
pub use aws_tag::aws_tag;
pub use cidr::Cidr;
pub use cluster_name::cluster_name;
pub use cron::cron_schedule;
pub use date::Date;
pub use egress::Egress;
pub use email_address::email_address;
pub use host_port::host_port;
pub use http_header::http_header_name;
pub use iam::{iam_action, iam_arn, iam_policy, iam_resource, iam_sid};
pub use iam_user::{iam_user, pgp_key};
pub use image_reference::{ImageReference, registry_host, repository_path};
pub use instance_type::instance_type_name;
pub use jenkins_cron::jenkins_cron;
pub use listening::listens_on;
pub use name::{dns_label, dns_subdomain, label_key, label_value, public_zone, terraform_name};
pub use path::ProjectPath;
pub use port::Port;
pub use printable::{one_line, printable, printable_line};
pub use quantity::Quantity;
pub use rds::{db_identifier, db_word};
pub use s3::{dynamodb_table, s3_bucket, state_key};
pub use sqlite::sqlite_file;
pub use stored_secret::{secrets_manager_name, ssm_parameter_name};
pub use version_constraint::{excludes_minor_and_later, version_constraint};

/// Why a text is not the value it should be, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The plain fact.
    pub message: String,
    /// The remedy.
    pub help: String,
    /// What to write instead, where that is certain.
    pub instead: Option<String>,
}

impl Problem {
    /// A fact and its remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), instead: None }
    }

    /// Names the text that is certainly meant.
    #[must_use]
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(text.into());
        self
    }
}

/// A value that is written as text.
pub trait FromText: Sized {
    /// Parses it.
    ///
    /// # Errors
    ///
    /// A [`Problem`] when the text is not such a value.
    fn from_text(text: &str) -> Result<Self, Problem>;
}
