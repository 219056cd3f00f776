//! Texts as they may be shown: stars in the place of what looks like a secret.
//!
//! A person is not surprised by a star too many, so what may be a secret is hidden: what follows the name of one, to the
//! end of the value or of the line, whatever state the text is in.

mod entry;
mod line;
mod manifest;
mod name;
mod option;
mod section;
mod table;
mod value;

pub(crate) use line::unescaped;
pub(crate) use name::is_secret;

use super::{literal_secrets, mask_places, written_passwords};
use crate::span::Span;
use name::Names;

/// The same text with stars in the place of what looks like a secret; line breaks stay, and so does each length in bytes.
pub fn masked(text: &str) -> String {
    mask_places(text, places(text, Names::File))
}

/// What looks like a secret in a `kura.toml`, sorted; places may overlap.
///
/// There `secret = "db"` is the name of one.
pub(crate) fn hidden_places(text: &str) -> Vec<Span> {
    let mut places = places(text, Names::Kura);
    places.extend(section::places(text));
    places.sort();
    places
}

/// A sentence of kura's with texts of the user's in it, with stars in the place of what looks like a secret.
pub(crate) fn masked_sentence(text: &str) -> String {
    mask_places(text, places(text, Names::Sentence))
}

fn places(text: &str, names: Names) -> Vec<Span> {
    let mut places: Vec<_> = literal_secrets(text).into_iter().map(|secret| secret.span).collect();
    places.extend(written_passwords(text));
    places.extend(entry::places(text, names));
    places.extend(manifest::places(text));
    places.extend(option::places(text));
    places
}

#[cfg(test)]
mod tests {
    use super::masked;

    /// Every way to write the secret `hunter2`, in base64 `aHVudGVyMg==`.
    const SECRETS: &[&str] = &[
        "password: hunter2",
        "- name: DB_PASSWORD\n  value: \"hunter2\"",
        "- value: hunter2\n  name: DB_PASSWORD",
        "- env: [{name: DB_PASSWORD, value: hunter2}]",
        "db_password:\n  value: hunter2",
        "{\n  \"db_password\": {\n    \"default\": \"hunter2\"\n  }\n}",
        "kind: Secret\ndata:\n  a: aHVudGVyMg==",
        "apiVersion: v1\ndata:\n  a: aHVudGVyMg==\nkind: Secret",
        "items:\n- apiVersion: v1\n  data:\n    a: hunter2\n  kind: Secret\n- kind: ConfigMap",
        "kind: Secret # why\nstringData: {any: hunter2}",
        "kind: Secret\nstringData:\n  a: |\n    one\n    hunter2\ntype: x",
        "{\n  \"kind\": \"Secret\",\n  \"data\": {\n    \"a\": \"aHVudGVyMg==\"\n  }\n}",
        "{\"data\":{\"a\":\"aHVudGVyMg==\"},\"kind\":\"Secret\"}",
        "a: '{\"password\":\"hunter2\"}'",
        "\"{\\\"password\\\":\\\"hunter2\\\"}\"",
        "c: {x: y, clientSecret: hunter2}",
        "password: >-\n  hunter2\nx: y",
        "- password: |\n    one\n\n    hunter2\n  x: y",
        "password:\n  hunter2\n",
        "args: [\"--password\", \"hunter2\"]",
        "args:\n- --requirepass\n- hunter2",
        "curl -H 'Authorization: Bearer hunter2' x",
        "curl -u admin:hunter2 x; y",
        "mysql -uroot -phunter2",
        "sshpass -p hunter2 ssh x",
        "sh 'docker login -u me -p hunter2'",
        "x --db-password hunter2 && y --token 'hunter2'",
        "ENV DB_PASSWORD hunter2",
        "ENV A=1 \\\n  DB_PASSWORD=hunter2",
        "DB_PASSWORD2=hunter2",
        "password = \"hunter2\"",
        "password = \"${\"hunter2\"}\"",
        "password = var.x ? \"hunter2\" : \"y\"",
        "password = <<-EOF\n  hunter2\n  EOF\nx = 1",
        "PASSWORD = '''\nhunter2\n'''\nx",
        "variable \"db_password\" {\n  type = string\n  default = \"hunter2\"\n}",
        "variable \"db_password\" { default = \"hunter2\" }",
        "environment = [{ name = \"DB_PASSWORD\", value = \"hunter2\" }]",
        "string(name: 'DB_PASSWORD', defaultValue: 'hunter2')",
        "resource \"aws_ssm_parameter\" \"p\" {\n  type = \"SecureString\"\n  value = \"hunter2\"\n}",
        "resource \"aws_ssm_parameter\" \"p\" {\nvalue = \"hunter2\"\n}",
        "secret_string = jsonencode({\n  username = \"me\"\n  pin = \"hunter2\"\n})",
        "a\rpassword: hunter2",
    ];

    #[test]
    fn no_way_to_write_a_secret_shows_it() {
        for text in SECRETS {
            let shown = masked(text);
            assert!(
                !["hunter2", "aHVudGVyMg"].iter().any(|secret| shown.contains(secret)),
                "{text}\n{shown}"
            );
            assert_eq!((shown.len(), shown.lines().count()), (text.len(), text.lines().count()), "{text}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "docker login -p $TOKEN\n",
            "name: DB_PASSWORD\nother: x\nvalue: y\n",
            "kind: ConfigMap\ndata:\n  a: b\n",
            "kind: Secret\nmetadata:\n  name: a\ntype: Opaque\n---\nkind: ConfigMap\ndata:\n  a: b\n",
            "secret:\n  secretName: db\n",
            "valueFrom: {secretKeyRef: {name: db, key: password}}\n",
            "manage_master_user_password = true\n",
            "password: ${DB_PASSWORD}\n",
            "docker login --username me --password-stdin\n",
            "variable \"db_password\" {\n  sensitive = true\n}\nvariable \"size\" {\n  default = 3\n}\n",
            "image: a/token:1\n",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn only_the_value_is_hidden() {
        for (text, shown) in [
            ("password: hunter2\nx: y\n", "password: *******\nx: y\n"),
            ("kind: Secret\ndata:\n  a: aHVudGVy\n", "kind: Secret\ndata:\n  a: ********\n"),
            ("sh 'docker login -p hunter2'\n", "sh 'docker login -p *******'\n"),
            ("export DB_PASSWORD=hunter2 X=y\n", "export DB_PASSWORD=******* X=y\n"),
            ("password: |\n  a\nx: y\n", "password: |\n***\nx: y\n"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn takes_time_in_proportion_to_the_text() {
        for line in [
            "kind: Secret\n",
            "a = <<EOF\n",
            "value = <<EOF\n",
            "a: f(\n",
            "password: |\n",
            "password = <<EOF\n",
            "--password ",
            "a: b, ",
            "data:\n",
        ] {
            let text = line.repeat(20_000);
            assert_eq!(masked(&text).len(), text.len(), "{line}");
        }
    }
}
