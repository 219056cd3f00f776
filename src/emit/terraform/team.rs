//! `team.tf`: people with access to the AWS account.

use super::iam::{group_policies, policy_arn};
use super::{address, header};
use crate::lang::hcl::{Block, Body, Expression, call, list, map_of, object, reference, template};
use crate::model::{Cluster, Model, Team, TeamGroup};
use crate::read::config::ClusterAccess;

/// The policy by which a user may choose a password.
const CHANGE_PASSWORD: &str = "IAMUserChangePassword";

/// The users, their groups, and what they may do in the cluster.
pub(super) fn body(model: &Model, team: &Team, partition: &str) -> Body {
    let groups = team.groups.values().flat_map(|group| self::group(group, partition));
    let access = model.cluster.iter().flat_map(|cluster| cluster_access(team, cluster, partition));
    header().blocks(users(team)).blocks(groups).blocks(access)
}

/// First passwords, which each user changes at the first login.
pub(super) fn first_passwords(team: &Team) -> Block {
    let attribute = if team.pgp_key.is_some() { "encrypted_password" } else { "password" };
    let description = match &team.pgp_key {
        Some(_) => "First passwords, by user: base64 of what only the holder of team.pgp_key can read.",
        None => "First passwords, by user; whoever reads the state reads them too.",
    };
    Block::new("output", &["first_passwords"])
        .attribute("description", description)
        .attribute("value", each_user(attribute))
        .optional("sensitive", team.pgp_key.is_none().then_some(true))
}

fn each_user(attribute: &str) -> Expression {
    map_of("user", "profile", "aws_iam_user_login_profile.team", &format!("profile.{attribute}"))
}

fn users(team: &Team) -> [Block; 2] {
    let user = Block::new("resource", &["aws_iam_user", "team"])
        .comment("checkov:skip=CKV_AWS_273:the team has no identity provider: that is what [team] is for")
        .comment("checkov:skip=CKV2_AWS_22:people log in to the console, and have no access keys")
        .attribute("for_each", call("toset", [list(team.users())]))
        .attribute("name", reference("each.key"))
        .blank()
        .comment(
            "Else a device for two factors, which its owner adds, would keep the user from being deleted.",
        )
        .attribute("force_destroy", true);
    let ignored = ["password_length", "password_reset_required", "pgp_key"].map(reference);
    let lifecycle = Block::new("lifecycle", &[])
        .comment("Who has set a password of their own must not be asked again.")
        .attribute("ignore_changes", list(ignored));
    let profile = Block::new("resource", &["aws_iam_user_login_profile", "team"])
        .attribute("for_each", reference("aws_iam_user.team"))
        .attribute("user", reference("each.value.name"))
        .optional("pgp_key", team.pgp_key.as_ref().map(|key| key.as_str()))
        .attribute("password_reset_required", true)
        .block(lifecycle);
    [user, profile]
}

fn group(group: &TeamGroup, partition: &str) -> Vec<Block> {
    let key = group.key.as_str();
    let name = || reference(&format!("aws_iam_group.{key}.name"));
    let users =
        group.users.iter().map(|user| reference(&format!("aws_iam_user.team[{:?}].name", user.value)));
    let mut blocks = vec![
        Block::new("resource", &["aws_iam_group", key]).attribute("name", key),
        Block::new("resource", &["aws_iam_group_membership", key])
            .attribute("name", key)
            .attribute("group", name())
            .attribute("users", list(users)),
    ];
    if !group.iam.policies.iter().any(|policy| policy.ends_with(CHANGE_PASSWORD)) {
        let label = format!("{key}_{CHANGE_PASSWORD}");
        blocks.push(
            Block::new("resource", &["aws_iam_group_policy_attachment", &label])
                .comment("Without it the first login ends at the page that wants a new password.")
                .attribute("group", name())
                .attribute("policy_arn", policy_arn(partition, CHANGE_PASSWORD)),
        );
    }
    blocks.extend(group_policies(key, partition, &group.iam));
    blocks
}

/// Access entries belong to users: EKS knows no groups of IAM.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html>
fn cluster_access(team: &Team, cluster: &Cluster, partition: &str) -> Vec<Block> {
    let users = team.cluster_users();
    if users.is_empty() {
        return Vec::new();
    }
    let policy = |access: ClusterAccess| match access {
        ClusterAccess::Admin => "AmazonEKSClusterAdminPolicy",
        ClusterAccess::View | ClusterAccess::None => "AmazonEKSViewPolicy",
    };
    let arn = template([
        format!("arn:{partition}:eks::aws:cluster-access-policy/").into(),
        reference("each.value"),
    ]);
    let policies = object(users.iter().map(|(user, access)| (*user, policy(*access).into())));
    let entry = Block::new("resource", &["aws_eks_access_entry", "team"])
        .attribute("for_each", policies)
        .attribute("cluster_name", address::cluster_name(cluster))
        .attribute("principal_arn", reference("aws_iam_user.team[each.key].arn"));
    let association = Block::new("resource", &["aws_eks_access_policy_association", "team"])
        .attribute("for_each", object(users.iter().map(|(user, access)| (*user, policy(*access).into()))))
        .attribute("cluster_name", address::cluster_name(cluster))
        .attribute("principal_arn", reference("aws_eks_access_entry.team[each.key].principal_arn"))
        .attribute("policy_arn", arn)
        .block(Block::new("access_scope", &[]).attribute("type", "cluster"));
    vec![entry, association]
}
