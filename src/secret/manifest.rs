//! Secrets that stand in a manifest.

use serde_json::Value;

use super::{is_password, passwords_of_list, written_passwords};

/// Fields of Kubernetes that are named as secrets, and name the key of one.
const KEYS: &[&str] = &["secretKey", "passwordKey", "tokenKey"];

/// Where an object of a kind, or a patch of one, has the value of a secret, by JSON Pointer.
pub fn manifest_secrets(kind: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(value, "", kind == "Secret", &mut found);
    found
}

/// All below a value; `is_secret` says that it is a Secret, whose data are secrets whatever their names.
fn walk(value: &Value, at: &str, is_secret: bool, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let text = |field: &str| fields.get(field).and_then(Value::as_str);
            let is_named =
                text("name").zip(text("value")).is_some_and(|(name, value)| is_password(name, value));
            for (name, field) in fields {
                let place = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                let is_data = is_secret && matches!(at, "/data" | "/stringData");
                let is_value = is_named && name == "value";
                match field.as_str() {
                    Some(text) if is_data || is_value || is_written(name, text) => found.push(place),
                    _ => walk(field, &place, is_secret, found),
                }
            }
        }
        Value::Array(items) => {
            let words: Vec<_> = items.iter().map(|item| item.as_str().unwrap_or_default()).collect();
            let passwords = passwords_of_list(&words);
            for (number, item) in items.iter().enumerate() {
                let place = format!("{at}/{number}");
                if passwords.contains(&number) || item.as_str().is_some_and(|text| is_written("", text)) {
                    found.push(place);
                } else {
                    walk(item, &place, is_secret, found);
                }
            }
        }
        _ => {}
    }
}

/// Whether a field is named as a secret and has its value, or has a text that writes one out.
fn is_written(name: &str, text: &str) -> bool {
    // `tlsSecret` and the like name an object.
    let names_another = KEYS.contains(&name) || name.ends_with("ecret") && name != "clientSecret";
    !names_another && is_password(name, text) || !written_passwords(text).is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::manifest_secrets;

    #[test]
    fn a_name_tells_a_secret_from_a_setting() {
        let data = json!({ "data": { "DB_PASSWORD": "hunter2", "MODE": "dark" } });
        assert_eq!(manifest_secrets("ConfigMap", &data), ["/data/DB_PASSWORD"]);
        assert_eq!(manifest_secrets("Secret", &data), ["/data/DB_PASSWORD", "/data/MODE"]);
        let env = json!([{ "name": "A", "value": "b" }, { "name": "API_TOKEN", "value": "x" }]);
        assert_eq!(manifest_secrets("Pod", &json!({ "spec": { "env": env } })), ["/spec/env/1/value"]);
    }

    #[test]
    fn a_text_may_write_one_out() {
        for (value, place) in [
            (json!({ "args": ["--user", "a", "--password", "hunter2"] }), "/args/3"),
            (json!({ "args": ["--password=hunter2"] }), "/args/0"),
            (json!({ "command": ["sh", "-c", "docker login -u a -p hunter2"] }), "/command/2"),
            (json!({ "data": { "app.yml": "password: hunter2\n" } }), "/data/app.yml"),
            (
                json!({ "metadata": { "annotations": { "a/b": "{\"password\":\"hunter2\"}" } } }),
                "/metadata/annotations/a~1b",
            ),
            (json!({ "spec": { "adminPassword": "hunter2" } }), "/spec/adminPassword"),
        ] {
            assert_eq!(manifest_secrets("X", &value), [place], "{value}");
        }
        let names =
            json!({ "secretKey": "password", "tlsSecret": "web", "secretName": "db", "key": "password" });
        assert_eq!(manifest_secrets("X", &names), [""; 0]);
    }
}
