//! Secrets that stand in a manifest.

use serde_json::Value;

use super::is_password;

/// Where an object of a kind, or a patch of one, has the value of a secret, by JSON Pointer.
pub fn manifest_secrets(kind: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let is_secret = |name: &str, value: &str| match kind {
        "Secret" => true,
        "ConfigMap" => is_password(name, value),
        _ => false,
    };
    for field in ["data", "stringData"] {
        for (name, text) in value.get(field).and_then(Value::as_object).into_iter().flatten() {
            if text.as_str().is_some_and(|text| is_secret(name, text)) {
                found.push(format!("/{field}/{}", name.replace('~', "~0").replace('/', "~1")));
            }
        }
    }
    variables(value, "", &mut found);
    found
}

/// Variables of containers, however deep these lie.
fn variables(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let text = |field: &str| fields.get(field).and_then(Value::as_str);
            if let (Some(name), Some(value)) = (text("name"), text("value"))
                && is_password(name, value)
            {
                found.push(format!("{at}/value"));
            }
            for (name, field) in fields {
                let step = name.replace('~', "~0").replace('/', "~1");
                variables(field, &format!("{at}/{step}"), found);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                variables(item, &format!("{at}/{place}"), found);
            }
        }
        _ => {}
    }
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
}
