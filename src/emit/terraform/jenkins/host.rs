//! What every host is made of: the instance, its role, and its access to the cluster.

use super::super::iam::{self, Principal};
use super::super::{checkov, tags};
use super::arn::partition;
use super::place;
use super::stages::works_on_cluster;
use crate::lang::hcl::{Block, Expression, call, list, object, reference, template};
use crate::model::{AddonKind, Host, HostSubnet, Model, Volume};
use crate::read::config::Tier;
use crate::tables::instance_types;

/// Families that know no dedicated bandwidth to EBS, and refuse an instance that asks for it.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html>
const WITHOUT_EBS_OPTIMIZATION: &[&str] =
    &["t1", "t2", "m1", "m2", "m3", "c1", "c3", "cc2", "cr1", "g2", "hs1", "i2", "r3"];

/// Why a host may have a public address.
const PUBLIC: &str = "its subnet is public, and its security group admits named addresses only";

/// `amd64` or `arm64`.
pub(super) fn architecture(host: &Host) -> &'static str {
    instance_types::architecture(&host.instance_type).word()
}

/// The instance.
pub(super) fn instance(model: &Model, host: &Host) -> Block {
    let key = host.key.as_str();
    let public = matches!(host.subnet, HostSubnet::Network { tier: Tier::Public, .. });
    let block = Block::new("resource", &["aws_instance", key]);
    let family = host.instance_type.split('.').next().unwrap_or_default();
    let optimized = !WITHOUT_EBS_OPTIMIZATION.contains(&family);
    let block = block
        .attribute("ami", ami(host))
        .attribute("instance_type", host.instance_type.as_str())
        .attribute("subnet_id", place::subnet(model, host, "id"))
        .attribute("vpc_security_group_ids", list([reference(&format!("aws_security_group.{key}.id"))]))
        .optional("associate_public_ip_address", public.then_some(true))
        .attribute("iam_instance_profile", reference(&format!("aws_iam_instance_profile.{key}.name")))
        .optional("key_name", host.key_name.as_ref().map(|name| name.as_str()))
        .optional("ebs_optimized", optimized.then_some(true))
        .attribute("monitoring", true)
        .blank()
        .comment("Compressed, for EC2 takes 16 KiB; a changed script is a new host.")
        .attribute("user_data_base64", user_data(key))
        .attribute("user_data_replace_on_change", true)
        .attribute("tags", tags(&host.name, []))
        .block(
            Block::new("metadata_options", &[])
                .comment("Who can make the host send a request still gets no credentials: IMDSv2 asks for a token.")
                .attribute("http_endpoint", "enabled")
                .attribute("http_tokens", "required")
                .attribute("http_put_response_hop_limit", 1),
        )
        .block(
            Block::new("root_block_device", &[])
                .attribute("volume_type", "gp3")
                .attribute("volume_size", host.disk_size)
                .attribute("encrypted", true),
        )
        .block(
            Block::new("lifecycle", &[])
                .comment("Canonical publishes new images all the time; none of them is a reason to replace the host.")
                .attribute("ignore_changes", list([reference("ami")])),
        );
    let block = if public { checkov::skip(block, "CKV_AWS_88", PUBLIC) } else { block };
    if optimized {
        return block;
    }
    checkov::skip(block, "CKV_AWS_135", &format!("{family} has no bandwidth of its own to EBS"))
}

fn ami(host: &Host) -> Expression {
    match &host.ami {
        Some(ami) => ami.as_str().into(),
        None => reference(&format!("data.aws_ssm_parameter.ubuntu_{}.insecure_value", architecture(host))),
    }
}

fn user_data(key: &str) -> Expression {
    let path = template([reference("path.module"), format!("/scripts/{key}.sh").into()]);
    call("base64gzip", [call("file", [path])])
}

/// The role with what the host itself needs and what the user adds, and its instance profile.
pub(super) fn role(model: &Model, host: &Host, needs: Vec<Expression>) -> Vec<Block> {
    let key = host.key.as_str();
    let name = format!("{}-jenkins-{key}", model.project.name);
    let profile = |role: Expression| {
        Block::new("resource", &["aws_iam_instance_profile", key])
            .attribute("name", name.as_str())
            .attribute("role", role)
    };
    if let Some(role) = &host.iam.role_arn {
        let existing = role.rsplit('/').next().unwrap_or_default();
        return vec![profile(existing.into())];
    }
    let partition = partition(model);
    let mut blocks = vec![
        iam::role(key, &name, &Principal::Service("ec2.amazonaws.com")),
        Block::new("resource", &["aws_iam_role_policy", &format!("{key}_jenkins")])
            .comment(
                "What its stages need, and Session Manager; with AmazonSSMManagedInstanceCore a build\n\
                 could read every SSM parameter of the account.",
            )
            .attribute("name", "jenkins")
            .attribute("role", reference(&format!("aws_iam_role.{key}.id")))
            .attribute("policy", iam::policy_document(needs)),
    ];
    blocks.extend(iam::role_policies(key, partition, &host.iam));
    blocks.push(profile(reference(&format!("aws_iam_role.{key}.name"))));
    blocks
}

/// The ARN of a host's role.
pub(super) fn role_arn(host: &Host) -> Expression {
    match &host.iam.role_arn {
        Some(role) => role.as_str().into(),
        None => reference(&format!("aws_iam_role.{}.arn", host.key)),
    }
}

/// An access entry of the cluster with one policy, for all of it or for the namespace alone, where a stage asks for it.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html>
pub(super) fn cluster_access(model: &Model, host: &Host) -> Vec<Block> {
    if !works_on_cluster(model, host) {
        return Vec::new();
    }
    let key = host.key.as_str();
    let cluster = || reference("data.aws_eks_cluster.main.name");
    let entry = Block::new("resource", &["aws_eks_access_entry", key])
        .attribute("cluster_name", cluster())
        .attribute("principal_arn", role_arn(host));
    let whole = makes_cluster_objects(model);
    let policy = if whole { "AmazonEKSClusterAdminPolicy" } else { "AmazonEKSEditPolicy" };
    let scope = if whole {
        Block::new("access_scope", &[])
            .comment("What it deploys is not all in one namespace: the Namespace itself, a StorageClass or charts.")
            .attribute("type", "cluster")
    } else {
        Block::new("access_scope", &[])
            .attribute("type", "namespace")
            .attribute("namespaces", list([model.kubernetes.namespace.as_str()]))
    };
    let association = Block::new("resource", &["aws_eks_access_policy_association", key])
        .attribute("cluster_name", cluster())
        .attribute("principal_arn", reference(&format!("aws_eks_access_entry.{key}.principal_arn")))
        .attribute("policy_arn", format!("arn:{}:eks::aws:cluster-access-policy/{policy}", partition(model)))
        .block(scope);
    let mut blocks = vec![entry, association];
    // From another VPC the way to the API server leads over its public addresses.
    if model.jenkins_hosts.as_ref().is_some_and(|hosts| hosts.network.is_none()) {
        blocks.push(reach(key));
    }
    blocks
}

/// The API server's addresses inside the VPC admit only the cluster's own security group.
fn reach(key: &str) -> Block {
    let guard = "data.aws_eks_cluster.main.vpc_config[0].cluster_security_group_id";
    Block::new("resource", &["aws_vpc_security_group_ingress_rule", &format!("{key}_cluster")])
        .attribute("security_group_id", reference(guard))
        .attribute("description", "Kubernetes API, from a Jenkins agent")
        .attribute("referenced_security_group_id", reference(&format!("aws_security_group.{key}.id")))
        .attribute("ip_protocol", "tcp")
        .attribute("from_port", 443)
        .attribute("to_port", 443)
        .attribute("tags", object([("Name", "jenkins".into())]))
}

/// Whether the pipeline applies what is in no namespace.
fn makes_cluster_objects(model: &Model) -> bool {
    let made_here = model.cluster.as_ref().is_some_and(|cluster| !cluster.existing);
    let charts = model.addons.values().any(|addon| matches!(addon.kind, AddonKind::Chart(_)));
    let claims = model.pods().flat_map(|pod| pod.volumes.values()).any(Volume::is_new_claim);
    model.kubernetes.create_namespace || claims || made_here && charts
}
