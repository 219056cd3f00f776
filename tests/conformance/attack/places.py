"""Every text of a kura.toml and every key that its author chose, and the file again with another text there."""

import json


def toml(value):
    """A TOML value on one line; a TOML string is written as JSON's, but for DEL."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, (str, bool, int, float)):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat()


def dump(data):
    """A kura.toml; tables of two levels have heads, what is below is written inline."""
    lines = [f"{toml(key)} = {toml(value)}" for key, value in data.items() if not isinstance(value, dict)]
    for key, table in ((k, v) for k, v in data.items() if isinstance(v, dict)):
        lines.append(f"[{toml(key)}]")
        lines += [f"{toml(name)} = {toml(value)}" for name, value in table.items()]
    return "\n".join(lines) + "\n"


def places(data, schema):
    """Each place: `("value", path)` of a text, or `("key", path)` of a key that the schema leaves open."""
    yield from walk(data, [schema], ())


def walk(value, schemas, path):
    if isinstance(value, str):
        yield ("value", path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, [s["items"] for s in schemas if isinstance(s.get("items"), dict)], (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            fixed = [s["properties"][key] for s in schemas if key in s.get("properties", {})]
            if not fixed:
                yield ("key", (*path, key))
            opened = [s["additionalProperties"] for s in schemas if isinstance(s.get("additionalProperties"), dict)]
            below = fixed or opened
            yield from walk(item, [part for schema in below for part in alternatives(schema)], (*path, key))


def missing(data, schemas, path=(), at=()):
    """The texts and open keys of the schema that the data has nowhere: each as a pattern, and a place where it could stand."""
    for schema in schemas:
        types = schema.get("type")
        if "string" in (types if isinstance(types, list) else [types]) and not {"enum", "const"} & set(schema):
            yield path, ("new", at)
        if isinstance(schema.get("items"), dict):
            items = data if isinstance(data, list) and data else [None]
            yield from missing(items[0], list(alternatives(schema["items"])), (*path, "[]"), (*at, 0))
        table = data if isinstance(data, dict) else {}
        for key, below in schema.get("properties", {}).items():
            yield from missing(table.get(key), list(alternatives(below)), (*path, key), (*at, key))
        if isinstance(schema.get("additionalProperties"), dict):
            yield (*path, "key"), ("new key", at)
            for key in [key for key in table if key not in schema.get("properties", {})][:1] or ["kuranew"]:
                below = list(alternatives(schema["additionalProperties"]))
                yield from missing(table.get(key), below, (*path, "*"), (*at, key))


def absent(data, every, schema):
    """Places for what the schema knows and no example has, as `("new", path)` and `("new key", path)`."""
    taken = {pattern for one in every for pattern in patterns(one, [schema])}
    free = {pattern: place for pattern, place in missing(data, [schema]) if pattern not in taken}
    return list(free.values())


def patterns(value, schemas, path=()):
    """The places of a file with `*` for the keys that its author chose."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for item in value:
            below = [s["items"] for s in schemas if isinstance(s.get("items"), dict)]
            yield from patterns(item, [part for schema in below for part in alternatives(schema)], (*path, "[]"))
    elif isinstance(value, dict):
        for key, item in value.items():
            fixed = [s["properties"][key] for s in schemas if key in s.get("properties", {})]
            opened = [s["additionalProperties"] for s in schemas if isinstance(s.get("additionalProperties"), dict)]
            if not fixed:
                yield (*path, "key")
            below = [part for schema in fixed or opened for part in alternatives(schema)]
            yield from patterns(item, below, (*path, key if fixed else "*"))


def alternatives(schema):
    """The schema and all that it allows instead."""
    yield schema
    for word in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(word, []):
            yield from alternatives(part)


def at(data, path):
    """The value at a path."""
    for step in path:
        data = data[step]
    return data


def replaced(data, place, text):
    """The data with a text in the place of another; a key takes along what refers to it by name."""
    kind, path = place
    if kind == "new key":
        return with_value(data, path, {text: "x"})
    if kind != "key":
        return with_value(data, path, text)
    return renamed(with_key(data, path, text), path[-1], text)


def with_value(data, path, text):
    """The data with a value at a path, whose tables and lists are made where they are missing."""
    if not path:
        return text
    if isinstance(path[0], int):
        items = list(data) or [{}] if isinstance(data, list) else [{}]
        items[path[0]] = with_value(items[path[0]], path[1:], text)
        return items
    table = data if isinstance(data, dict) else {}
    return {**table, path[0]: with_value(table.get(path[0]), path[1:], text)}


def with_key(data, path, text):
    if len(path) == 1:
        return {text if key == path[0] else key: item for key, item in data.items()}
    items = data.items() if isinstance(data, dict) else enumerate(data)
    changed = {key: with_key(item, path[1:], text) if key == path[0] else item for key, item in items}
    return changed if isinstance(data, dict) else list(changed.values())


def renamed(data, old, new):
    """Every text that is exactly the old name is the new one."""
    if isinstance(data, dict):
        return {key: renamed(item, old, new) for key, item in data.items()}
    if isinstance(data, list):
        return [renamed(item, old, new) for item in data]
    return new if data == old else data
