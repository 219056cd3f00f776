//! `controller.tf`: the Jenkins controller, its home and its secrets.

use super::super::{checkov, header, iam};
use super::arn::arn;
use super::host::{cluster_access, instance, role};
use super::security_group::{security_group, ways_in};
use super::{home, permissions};
use crate::lang::hcl::{Block, Body, Expression, list, reference};
use crate::model::{Controller, Model};

/// The controller.
pub(super) fn body(model: &Model, controller: &Controller) -> Body {
    let host = &controller.host;
    let mut needs = permissions::statements(model, host);
    needs.extend(secrets(model));
    header()
        .comment(why_ways_in(controller))
        .blank()
        .blocks(security_group(model, host))
        .blocks(ways_in(controller))
        .blocks(role(model, host, needs))
        .blocks(cluster_access(model, host))
        .blank()
        .comment("The administrator's password: the host makes it. Jenkins takes it from here whenever it starts, so\n\
             who changes it puts a new value here.")
        .blank()
        .block(admin_password(model))
        .block(instance(model, host))
        .blank()
        .comment("Jenkins' home outlives the host, and leaves a snapshot behind when it is destroyed.")
        .blank()
        .blocks(home::blocks(model, controller))
}

fn why_ways_in(controller: &Controller) -> &'static str {
    if controller.allowed_cidrs.is_empty() {
        "Nobody reaches Jenkins over the network: jenkins.controller.allowed_cidrs is empty.\n\
         People come by SSM Session Manager, which forwards a port."
    } else {
        "jenkins.controller.allowed_cidrs alone reach Jenkins. It speaks HTTP: only name networks\n\
         whose way to it you trust, or put a load balancer with a certificate before it."
    }
}

/// Name of the secret that holds the administrator's password.
pub(super) fn admin_secret(model: &Model) -> String {
    format!("{}/jenkins/admin", model.project.name)
}

fn admin_password(model: &Model) -> Block {
    let secret = Block::new("resource", &["aws_secretsmanager_secret", "controller_admin"])
        .attribute("name", admin_secret(model))
        .attribute("description", "Password of the user admin in Jenkins")
        .attribute("kms_key_id", reference("aws_kms_key.controller.arn"))
        .blank()
        .comment("The next apply may use the name again at once.")
        .attribute("recovery_window_in_days", 0);
    checkov::skip(secret, "CKV2_AWS_57", "Jenkins reads the password when it starts, and knows no rotation")
}

/// What the controller reads to fill credentials.
fn secrets(model: &Model) -> Vec<Expression> {
    let admin = reference("aws_secretsmanager_secret.controller_admin.arn");
    let write =
        iam::allow("WriteAdminPassword", list(["secretsmanager:PutSecretValue"]), list([admin.clone()]));
    let encrypt = ["kms:Decrypt", "kms:GenerateDataKey"];
    let encrypt =
        iam::allow("EncryptAdminPassword", list(encrypt), list([reference("aws_kms_key.controller.arn")]));
    let filled = || model.secrets.values().filter(|secret| secret.jenkins.is_some());
    let mut managed = vec![admin];
    managed.extend(filled().filter_map(|secret| secret.secrets_manager.as_ref()).map(|name| {
        if name.starts_with("arn:") {
            name.as_str().into()
        } else {
            // AWS adds a hyphen and six characters to the name.
            arn(model, "secretsmanager", &format!("secret:{}-??????", name.value))
        }
    }));
    let parameters: Vec<_> = filled()
        .filter_map(|secret| secret.ssm.as_ref())
        .map(|name| arn(model, "ssm", &format!("parameter/{}", name.trim_start_matches('/'))))
        .collect();
    let mut statements = vec![
        write,
        encrypt,
        iam::allow("ReadSecrets", list(["secretsmanager:GetSecretValue"]), list(managed)),
    ];
    if !parameters.is_empty() {
        statements.push(iam::allow("ReadParameters", list(["ssm:GetParameter"]), list(parameters)));
    }
    statements
}
