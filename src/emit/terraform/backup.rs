//! `backup.tf`: daily backups of the volumes that ask for them.

use std::collections::BTreeMap;

use super::iam::{self, Principal};
use super::{header, kms};
use crate::lang::hcl::{Block, Body, reference};
use crate::model::{Model, Pod, Volume};

/// A claim that is backed up: its name, and whether that is only its beginning.
struct Claim {
    name: String,
    prefix: bool,
}

/// The vault, and a plan for each retention; `None` where no volume asks for backups.
pub(super) fn body(model: &Model, partition: &str) -> Option<Body> {
    let plans = plans(model);
    if plans.is_empty() {
        return None;
    }
    let project = model.project.name.as_str();
    let key = kms::Key {
        address: "backups",
        alias: &format!("{project}-backups"),
        description: &format!("Backups of the volumes of {project}"),
        statements: Vec::new(),
    };
    let plans = plans.iter().flat_map(|(days, claims)| plan(model, *days, claims));
    let body = header().blocks(key.blocks(partition, "backup_retention_days"));
    let vault = vault("volumes", &format!("{project}-volumes"), "backups")
        .blank()
        .comment("A vault with backups in it cannot be deleted: who wants that deletes them first.")
        .attribute("force_destroy", false);
    Some(body.block(vault).blocks(role("backup", &format!("{project}-backup"), partition)).blocks(plans))
}

/// A vault whose backups are encrypted with a key of kura's own.
pub(super) fn vault(address: &str, name: &str, key: &str) -> Block {
    Block::new("resource", &["aws_backup_vault", address])
        .attribute("name", name)
        .attribute("kms_key_arn", reference(&format!("aws_kms_key.{key}.arn")))
}

/// The role by which AWS Backup makes backups and restores them.
pub(super) fn role(key: &str, name: &str, partition: &str) -> Vec<Block> {
    let policies = ["Backup", "Restores"].map(|what| {
        let policy = format!("service-role/AWSBackupServiceRolePolicyFor{what}");
        iam::attachment(key, &iam::policy_arn(partition, &policy))
    });
    [iam::role(key, name, &Principal::Service("backup.amazonaws.com"))].into_iter().chain(policies).collect()
}

/// A plan: a backup each night, kept for so many days.
pub(super) fn daily(address: &str, name: &str, vault: &str, days: i64) -> Block {
    let rule = Block::new("rule", &[])
        .attribute("rule_name", "daily")
        .attribute("target_vault_name", reference(&format!("aws_backup_vault.{vault}.name")))
        .attribute("schedule", "cron(0 3 * * ? *)")
        .block(Block::new("lifecycle", &[]).attribute("delete_after", days));
    Block::new("resource", &["aws_backup_plan", address]).attribute("name", name).block(rule)
}

/// The claims of each retention, in days.
fn plans(model: &Model) -> BTreeMap<i64, Vec<Claim>> {
    // Each pod of a StatefulSet has claims of its own.
    let services = model.services.values().map(|service| (&service.pod, service.is_stateful_set()));
    let jobs = model.jobs.values().map(|job| (&job.pod, false));
    let mut plans = BTreeMap::<_, Vec<_>>::new();
    for (pod, of_each_pod) in services.chain(jobs) {
        for volume in pod.volumes.values() {
            if let Some(days) = volume.backup_retention_days {
                plans.entry(days.value).or_default().push(claim(pod, volume, of_each_pod));
            }
        }
    }
    plans
}

fn claim(pod: &Pod, volume: &Volume, of_each_pod: bool) -> Claim {
    if of_each_pod {
        return Claim { name: format!("{}-{}-", volume.name, pod.name()), prefix: true };
    }
    Claim { name: pod.claim_name(volume), prefix: false }
}

fn plan(model: &Model, days: i64, claims: &[Claim]) -> Vec<Block> {
    let key = format!("daily_{days}_days");
    let name = format!("{}-daily-{days}-days", model.project.name);
    let plan = daily(&key, &name, "volumes", days);
    let selections = claims.iter().map(|claim| selection(model, &key, claim));
    [plan].into_iter().chain(selections).collect()
}

/// Finds a claim's volumes by the tags that the EBS CSI driver gives them.
///
/// Source: <https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md>
fn selection(model: &Model, plan: &str, claim: &Claim) -> Block {
    let tag = |tag: &str| format!("aws:ResourceTag/kubernetes.io/created-for/pvc/{tag}");
    let is = |kind: &str, key: &str, value: &str| {
        Block::new(kind, &[]).attribute("key", tag(key)).attribute("value", value)
    };
    let name = if claim.prefix {
        is("string_like", "name", &format!("{}*", claim.name))
    } else {
        is("string_equals", "name", &claim.name)
    };
    let condition = Block::new("condition", &[])
        .block(is("string_equals", "namespace", &model.kubernetes.namespace))
        .block(name);
    Block::new("resource", &["aws_backup_selection", &claim.name.replace('.', "-")])
        .attribute("name", claim.name.as_str())
        .attribute("plan_id", reference(&format!("aws_backup_plan.{plan}.id")))
        .attribute("iam_role_arn", reference("aws_iam_role.backup.arn"))
        .attribute("resources", crate::lang::hcl::list(["*"]))
        .block(condition)
}
