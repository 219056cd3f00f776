//! What outlives the controller's host: Jenkins' home and its backups.

use super::super::{backup, checkov, kms, tags};
use super::arn::partition;
use super::place;
use crate::lang::hcl::{Block, list, reference};
use crate::model::{Controller, Model};

/// GiB of Jenkins' home: configuration, workspaces of checkouts, logs of builds.
const SIZE: i64 = 20;

/// Days that a backup is kept.
const RETENTION_DAYS: i64 = 7;

/// The key of the backups and the first password, the home, and its backups.
pub(super) fn blocks(model: &Model, controller: &Controller) -> Vec<Block> {
    let project = model.project.name.as_str();
    let key = kms::Key {
        address: "controller",
        alias: &format!("{project}-jenkins"),
        description: &format!(
            "What Jenkins of {project} keeps: its home, the backups and the first password"
        ),
        statements: Vec::new(),
    };
    let mut blocks =
        Vec::from(key.blocks(partition(model), "Jenkins' home holds credentials, and so do its backups"));
    blocks.extend(volume(model, controller));
    blocks.extend(backups(model, &format!("{project}-jenkins-home")));
    blocks
}

/// The volume, and its place at the host.
fn volume(model: &Model, controller: &Controller) -> [Block; 2] {
    let volume = Block::new("resource", &["aws_ebs_volume", "controller"])
        .attribute("availability_zone", place::subnet(model, &controller.host, "availability_zone"))
        .attribute("size", SIZE)
        .attribute("type", "gp3")
        .attribute("encrypted", true)
        .attribute("final_snapshot", true)
        .attribute("tags", tags(&format!("{}-home", controller.host.name), []));
    let volume = checkov::skip(
        volume,
        "CKV_AWS_189",
        "its last snapshot outlives this module, and would not outlive a key of its own",
    );
    let attachment = Block::new("resource", &["aws_volume_attachment", "controller"])
        .attribute("device_name", "/dev/sdf")
        .attribute("volume_id", reference("aws_ebs_volume.controller.id"))
        .attribute("instance_id", reference("aws_instance.controller.id"))
        .blank()
        .comment("So that nothing is being written when the host is replaced.")
        .attribute("stop_instance_before_detaching", true);
    [volume, attachment]
}

/// A backup of the volume each night.
fn backups(model: &Model, name: &str) -> Vec<Block> {
    let vault = backup::vault("home", name, "controller")
        .blank()
        .comment("The last snapshot of the home stays when all of this is destroyed.")
        .attribute("force_destroy", true);
    let selection = Block::new("resource", &["aws_backup_selection", "home"])
        .attribute("name", "home")
        .attribute("plan_id", reference("aws_backup_plan.home.id"))
        .attribute("iam_role_arn", reference("aws_iam_role.home_backup.arn"))
        .attribute("resources", list([reference("aws_ebs_volume.controller.arn")]));
    let mut blocks = vec![vault];
    blocks.extend(backup::role("home_backup", &format!("{name}-backup"), partition(model)));
    blocks.extend([backup::daily("home", name, "home", RETENTION_DAYS), selection]);
    blocks
}
