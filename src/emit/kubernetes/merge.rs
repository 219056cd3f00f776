//! `[kubernetes.merge]`: the user's patches over what kura emits.

use serde_json::{Map, Value};

use crate::model::Merge;

/// How a patch removes a field or an item.
const PATCH: &str = "$patch";

/// Applies the patches of an object.
pub(super) fn apply(object: &mut Value, merges: &[Merge]) {
    for merge in merges {
        if is_of(object, merge) {
            patch(object, &merge.patch.json);
        }
    }
}

/// Whether a patch is for that object.
pub(super) fn is_of(object: &Value, merge: &Merge) -> bool {
    let text = |pointer| object.pointer(pointer).and_then(Value::as_str);
    text("/kind") == Some(&merge.kind) && text("/metadata/name") == Some(&merge.object)
}

/// Tables merge, lists whose items have a `name` merge by it, everything else is replaced.
fn patch(own: &mut Value, other: &Value) {
    match (own, other) {
        (Value::Object(own), Value::Object(other)) => fields(own, other),
        (Value::Array(own), Value::Array(other)) if has_names(own) && has_names(other) => items(own, other),
        (own, other) => *own = without_deletions(other),
    }
}

fn fields(own: &mut Map<String, Value>, other: &Map<String, Value>) {
    for (key, value) in other {
        if is_deletion(value) {
            own.shift_remove(key);
        } else {
            patch(own.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

fn items(own: &mut Vec<Value>, other: &[Value]) {
    for item in other {
        let place = own.iter().position(|known| known.get("name") == item.get("name"));
        match place.and_then(|place| own.get_mut(place)) {
            _ if is_deletion(item) => own.retain(|known| known.get("name") != item.get("name")),
            Some(known) => patch(known, item),
            None => own.push(without_deletions(item)),
        }
    }
}

fn has_names(items: &[Value]) -> bool {
    items.iter().all(|item| item.get("name").is_some())
}

fn is_deletion(value: &Value) -> bool {
    value.get(PATCH).is_some_and(|word| word == "delete")
}

/// A value that meets nothing: what it would delete is not there.
fn without_deletions(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !is_deletion(value));
            Value::Object(kept.map(|(key, value)| (key.clone(), without_deletions(value))).collect())
        }
        Value::Array(items) => {
            items.iter().filter(|item| !is_deletion(item)).map(without_deletions).collect()
        }
        value => value.clone(),
    }
}

/// The place in a patch of what stands at a pointer of the object it made, as far as the patch has it.
pub(super) fn pointer_in_patch(object: &Value, merge: &Merge, pointer: &str) -> String {
    let (mut object, mut other) = (object, &merge.patch.json);
    let mut found = String::new();
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        let next = child(object, &name);
        let own_step = match (next, other) {
            (Some(next), Value::Array(items)) => {
                let same = |item: &Value| item.get("name").is_some() && item.get("name") == next.get("name");
                items.iter().position(same).map_or(name.clone(), |place| place.to_string())
            }
            _ => name.clone(),
        };
        let Some(inner) = child(other, &own_step) else { break };
        found.extend(["/", &own_step.replace('~', "~0").replace('/', "~1")]);
        let Some(next) = next else { break };
        (object, other) = (next, inner);
    }
    found
}

fn child<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn patched(mut own: Value, other: &Value) -> Value {
        super::patch(&mut own, other);
        own
    }

    #[test]
    fn tables_merge_and_lists_are_replaced() {
        let own = json!({ "a": { "b": 1, "c": [1, 2] }, "d": 1 });
        let other = json!({ "a": { "c": [3] }, "e": { "f": 2 } });
        assert_eq!(patched(own, &other), json!({ "a": { "b": 1, "c": [3] }, "d": 1, "e": { "f": 2 } }));
    }

    #[test]
    fn items_merge_by_name() {
        let own = json!([{ "name": "a", "x": 1 }, { "name": "b" }]);
        let other = json!([{ "name": "c" }, { "name": "a", "y": 2 }]);
        assert_eq!(
            patched(own, &other),
            json!([{ "name": "a", "x": 1, "y": 2 }, { "name": "b" }, { "name": "c" }])
        );
    }

    #[test]
    fn what_is_deleted_is_gone() {
        let delete = json!({ "$patch": "delete" });
        let own = json!({ "a": 1, "b": [{ "name": "x" }, { "name": "y" }] });
        let other = json!({ "a": delete, "b": [{ "name": "x", "$patch": "delete" }], "c": { "d": delete } });
        assert_eq!(patched(own, &other), json!({ "b": [{ "name": "y" }], "c": {} }));
    }
}
