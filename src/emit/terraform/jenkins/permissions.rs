//! What a host's role may do: what the stages that run there ask AWS for, and no more.

use std::collections::BTreeSet;

use super::super::iam;
use super::arn::{arn, arn_in, partition};
use super::route53;
use super::stages::{deploys, has_tool, with_role, works_on_cluster};
use crate::lang::hcl::{Expression, list, reference};
use crate::model::{Host, Model, StageKind, StateBackend, TerraformAction, TerraformStage};

/// One statement for each need.
pub(super) fn statements(model: &Model, host: &Host) -> Vec<Expression> {
    let mut statements = Vec::from(session_manager(model));
    if works_on_cluster(model, host) {
        let cluster = list([reference("data.aws_eks_cluster.main.arn")]);
        statements.push(iam::allow("DescribeCluster", list(["eks:DescribeCluster"]), cluster));
    }
    statements.extend(images(model, host));
    statements.extend(state(model, host));
    statements.extend(route53::statements(model, host));
    statements
}

/// People come by Session Manager. `AmazonSSMManagedInstanceCore` would also let a build read every SSM parameter of the
/// account.
///
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html>
fn session_manager(model: &Model) -> [Expression; 2] {
    let channels = [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    ];
    let instances = list([arn(model, "ec2", "instance/*")]);
    [
        iam::allow("RegisterInstance", list(["ssm:UpdateInstanceInformation"]), instances),
        iam::allow("SessionManager", list(channels), list(["*"])),
    ]
}

/// Pulls of what an image is built on, and pushes, in the repositories of the images that are built here.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html>
fn images(model: &Model, host: &Host) -> Vec<Expression> {
    let Some(ecr) = &model.registry.ecr else { return Vec::new() };
    let built = |wanted: fn(&StageKind) -> bool| -> BTreeSet<&str> {
        let stages = with_role(model, host).filter(|(_, stage)| wanted(&stage.kind));
        stages.flat_map(|(pipeline, _)| pipeline.images.iter().map(String::as_str)).collect()
    };
    let repositories = |keys: BTreeSet<&str>| {
        let images = keys.into_iter().filter_map(|key| model.images.get(key));
        let names = images.map(|image| ecr.repository_name(image));
        list(names.map(|name| arn(model, "ecr", &format!("repository/{name}"))))
    };
    let pulled = built(|kind| matches!(kind, StageKind::Build { .. }));
    let pushed = built(|kind| matches!(kind, StageKind::Push));
    if pulled.is_empty() && pushed.is_empty() {
        return Vec::new();
    }
    let pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
    let push = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];
    let mut statements = vec![iam::allow("LogInToEcr", list(["ecr:GetAuthorizationToken"]), list(["*"]))];
    statements.push(iam::allow("PullImages", list(pull), repositories(&pulled | &pushed)));
    statements
        .extend((!pushed.is_empty()).then(|| iam::allow("PushImages", list(push), repositories(pushed))));
    statements
}

/// The state of the application's root module: who plans locks it, who applies writes it, who deploys reads its outputs.
///
/// Source: <https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required>
fn state(model: &Model, host: &Host) -> Vec<Expression> {
    let Some(backend) = model.terraform.as_ref().and_then(|terraform| terraform.backend.as_ref()) else {
        return Vec::new();
    };
    let terraform = |action: fn(TerraformAction) -> bool| {
        with_role(model, host).any(|(_, stage)| {
            matches!(&stage.kind, StageKind::Terraform(TerraformStage { action: wanted, .. }) if action(*wanted))
        })
    };
    let plans = terraform(|_| true);
    let reads_outputs =
        has_tool(host, &["terraform"]) && with_role(model, host).any(|(_, stage)| deploys(stage));
    if !plans && !reads_outputs {
        return Vec::new();
    }
    let bucket = format!("arn:{}:s3:::{}", partition(model), backend.bucket);
    let object = format!("{bucket}/{}", backend.key);
    let mut actions = vec!["s3:GetObject"];
    actions.extend(terraform(|action| action != TerraformAction::Plan).then_some("s3:PutObject"));
    let mut statements = vec![
        iam::allow("ListState", list(["s3:ListBucket"]), list([bucket])),
        iam::allow("State", list(actions), list([object.clone()])),
    ];
    statements.extend(lock(model, backend, &object, plans));
    statements
}

/// The lock of the state; a table of locks also holds the digest of the state, which everybody compares.
fn lock(model: &Model, backend: &StateBackend, object: &str, plans: bool) -> Option<Expression> {
    let Some(table) = &backend.dynamodb_table else {
        let actions = list(["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]);
        return plans.then(|| iam::allow("LockState", actions, list([format!("{object}.tflock")])));
    };
    let mut actions = vec!["dynamodb:DescribeTable", "dynamodb:GetItem"];
    if plans {
        actions.extend(["dynamodb:DeleteItem", "dynamodb:PutItem"]);
    }
    let table = arn_in(model, &backend.region, "dynamodb", &format!("table/{table}"));
    Some(iam::allow("LockState", list(actions), list([table])))
}
