//! No difference shows a secret.

use super::changes;

#[test]
fn secrets_are_masked() {
    let cases = [
        ("k/a.yaml", "kind: Secret\nmetadata: {name: a}\ndata: {any: aHVudGVyMg==}\n", "aHVudGVy"),
        (
            "k/a.yaml",
            "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, env: [{name: DB_PASSWORD, value: hunter2}]}]}\n",
            "hunter2",
        ),
        ("t/a.tf", "resource \"aws_db_instance\" \"a\" {\n  password = \"hunter2\"\n}\n", "hunter2"),
        (
            "t/a.tf",
            "variable \"db_password\" {\n  default = \"hunter2\"\n}\nresource \"aws_db_instance\" \"a\" {\n  password = var.db_password\n}\n",
            "hunter2",
        ),
        ("t/a.tf", "provider \"aws\" {\n  secret_key = \"hunter2\"\n}\n", "hunter2"),
        ("t/a.tf", "locals {\n  db = { password = \"hunter2\" }\n  token = \"hunter2\"\n}\n", "hunter2"),
        (
            "k/a.yaml",
            "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, args: [--requirepass, hunter2], env: [{name: dbPass, value: hunter2}]}]}\n",
            "hunter2",
        ),
        ("t/a.tf", "resource \"aws_ssm_parameter\" \"a\" {\n  value = \"hunter2\"\n}\n", "hunter2"),
        (
            "t/a.tf",
            "resource \"aws_secretsmanager_secret_version\" \"a\" {\n  secret_string = \"hunter2\"\n}\n",
            "hunter2",
        ),
        ("Dockerfile", "FROM a\nENV DB_PASSWORD hunter2\nENV API_TOKEN=hunter2\n", "hunter2"),
        (
            "Jenkinsfile",
            "pipeline {\n environment {\n  API_TOKEN = 'hunter2'\n }\n stages { stage('a') { steps { sh 'x --password=hunter2' } } }\n}\n",
            "hunter2",
        ),
    ];
    for (name, before, secret) in cases {
        let after = match name {
            "k/a.yaml" => before.replace("aHVudGVyMg==", "eA==").replace("hunter2", "other"),
            "Dockerfile" => "FROM a\n".to_owned(),
            _ => before.replace("hunter2", "other"),
        };
        let changes = changes(name, before, &after);
        assert!(!changes.is_empty(), "{name} {before}");
        assert!(!format!("{changes:?}").contains(secret), "{changes:#?}");
    }
}
