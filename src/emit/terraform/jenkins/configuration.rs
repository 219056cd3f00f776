//! Jenkins configured as code: <https://plugins.jenkins.io/configuration-as-code/>.

use serde_json::{Value, json};

use super::job;
use crate::lang::{shell, yaml};
use crate::model::{Agent, Hosts, Model, Secret};
use crate::read::config::CredentialKind;

/// The configuration as YAML; `zone` is where the agents' names are.
pub(super) fn yaml(model: &Model, hosts: &Hosts, zone: &str) -> String {
    let mut all = vec![
        ("jenkins", jenkins(model, hosts, zone)),
        ("unclassified", json!({ "location": { "url": "${jenkins_url}" } })),
    ];
    if model.jenkins.as_ref().is_some_and(|jenkins| jenkins.git.speaks_ssh()) {
        // A new host knows no git server: the first key of each is kept, and another refused.
        let strategy = json!({ "sshHostKeyVerificationStrategy": "acceptFirstConnectionStrategy" });
        all.push(("security", json!({ "gitHostKeyVerificationConfiguration": strategy })));
    }
    let files = SecretFile::all(model);
    let credentials: Vec<_> = files.iter().filter_map(|file| file.credential(model)).collect();
    if !credentials.is_empty() {
        all.push((
            "credentials",
            json!({ "system": { "domainCredentials": [{ "credentials": credentials }] } }),
        ));
    }
    let jobs = job::scripts(model);
    if !jobs.is_empty() {
        all.push(("jobs", jobs.iter().map(|script| json!({ "script": literally(script) })).collect()));
    }
    yaml::print(&[map(all).into()]).trim_end().to_owned()
}

/// An object that keeps this order.
fn map(entries: Vec<(&str, Value)>) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Jenkins itself: who may log in, and where builds run.
fn jenkins(model: &Model, hosts: &Hosts, zone: &str) -> Value {
    // Builds on the controller could read all of its secrets, so it runs some only where there is no agent at all.
    let any_agent = model.jenkins.as_ref().is_some_and(|jenkins| !jenkins.labels.is_empty());
    let (executors, mode) = if any_agent { (0, "EXCLUSIVE") } else { (2, "NORMAL") };
    let users = json!([{ "id": "admin", "password": "${admin_password}" }]);
    let mut all = vec![
        ("numExecutors", json!(executors)),
        ("mode", json!(mode)),
        ("slaveAgentPort", json!(-1)),
        ("crumbIssuer", json!({ "standard": { "excludeClientIPFromCrumb": false } })),
        ("securityRealm", json!({ "local": { "allowsSignup": false, "users": users } })),
        ("authorizationStrategy", json!({ "loggedInUsersCanDoAnything": { "allowAnonymousRead": false } })),
    ];
    if !hosts.agents.is_empty() {
        all.push(("nodes", hosts.agents.values().map(|agent| node(agent, zone)).collect()));
    }
    map(all)
}

/// A permanent agent, reached by SSH.
fn node(agent: &Agent, zone: &str) -> Value {
    json!({ "permanent": {
        "name": agent.host.key.value,
        "labelString": agent.label,
        "mode": "EXCLUSIVE",
        "numExecutors": 1,
        "remoteFS": "/var/lib/jenkins/agent",
        "retentionStrategy": "always",
        "launcher": { "ssh": {
            "host": format!("{}.{zone}", agent.host.key),
            "port": 22,
            "credentialsId": literally(&agent.credentials),
            // The key that the agent shows first is kept; of a replaced agent a person trusts the new one, in Jenkins.
            "sshHostKeyVerificationStrategy": {
                "manuallyTrustedKeyVerificationStrategy": { "requireInitialManualTrust": false },
            },
        } },
    } })
}

/// Text in which Jenkins shall find no variable.
fn literally(text: &str) -> String {
    text.replace("${", "^${")
}

/// A credential whose value is fetched when Jenkins starts, into a file.
pub(super) struct SecretFile<'a> {
    /// Its name, and that of the variable.
    name: String,
    place: Place<'a>,
    /// What it fills; `None`: the administrator's password.
    secret: Option<&'a Secret>,
}

enum Place<'a> {
    SecretsManager(std::borrow::Cow<'a, str>),
    Ssm(&'a str),
}

impl<'a> SecretFile<'a> {
    /// The administrator's password, and every secret that lives in Jenkins and in AWS.
    pub(super) fn all(model: &'a Model) -> Vec<Self> {
        let admin = Self {
            name: "admin_password".to_owned(),
            place: Place::SecretsManager(super::controller::admin_secret(model).into()),
            secret: None,
        };
        let filled = model.secrets.values().filter(|secret| secret.jenkins.is_some()).filter_map(|secret| {
            let managed =
                secret.secrets_manager.as_ref().map(|name| Place::SecretsManager(name.as_str().into()));
            let place = managed.or_else(|| secret.ssm.as_ref().map(|name| Place::Ssm(name.as_str())))?;
            Some(Self { name: format!("secret_{}", secret.key), place, secret: Some(secret) })
        });
        std::iter::once(admin).chain(filled).collect()
    }

    /// The line of the script that fetches it.
    pub(super) fn fetch(&self) -> String {
        let words: Vec<&str> = match &self.place {
            Place::SecretsManager(id) => {
                vec![id, "secretsmanager", "get-secret-value", "--secret-id", id, "--query", "SecretString"]
            }
            Place::Ssm(name) => {
                vec![
                    name,
                    "ssm",
                    "get-parameter",
                    "--with-decryption",
                    "--name",
                    name,
                    "--query",
                    "Parameter.Value",
                ]
            }
        };
        shell::join(["fetch", &self.name].into_iter().chain(words))
    }

    /// The credential that it fills; of several values in one, the secret is JSON with their names.
    ///
    /// Source: <https://github.com/jenkinsci/configuration-as-code-plugin/blob/master/docs/features/secrets.adoc>
    fn credential(&self, model: &Model) -> Option<Value> {
        let secret = self.secret?;
        let id = literally(secret.jenkins.as_ref()?);
        let whole = format!("${{{}}}", self.name);
        let part = |key: &str| format!("${{json:{key}:{whole}}}");
        Some(match secret.kind {
            CredentialKind::Text => json!({ "string": { "scope": "GLOBAL", "id": id, "secret": whole } }),
            CredentialKind::UsernamePassword => json!({ "usernamePassword": {
                "scope": "GLOBAL", "id": id, "username": part("username"), "password": part("password"),
            } }),
            CredentialKind::File => json!({ "file": {
                "scope": "GLOBAL", "id": id, "fileName": secret.key.value,
                "secretBytes": format!("${{base64:{whole}}}"),
            } }),
            CredentialKind::SshKey => json!({ "basicSSHUserPrivateKey": {
                "scope": "GLOBAL", "id": id, "username": ssh_user(model, secret),
                "privateKeySource": { "directEntry": { "privateKey": whole } },
            } }),
            CredentialKind::Aws => json!({ "aws": {
                "scope": "GLOBAL", "id": id,
                "accessKey": part("access_key_id"), "secretKey": part("secret_access_key"),
            } }),
        })
    }
}

/// Whom a key logs in: git servers know one user, agents the one that their scripts make.
fn ssh_user(model: &Model, secret: &Secret) -> &'static str {
    let id = secret.jenkins.as_ref().map(|id| id.value.as_str());
    let git = model.jenkins.iter().flat_map(|jenkins| jenkins.git.ids());
    if git.map(Some).any(|used| used == id) { "git" } else { "jenkins" }
}
