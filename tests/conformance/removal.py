#!/usr/bin/env python3
"""What removals.tsv says of an example: makes the variants of its kura.toml, and judges the plans for them.

    removal.py TABLE list EXAMPLE                   a line per row of the example: its number in the file
    removal.py TABLE write ROW KURA_TOML VARIANT    writes the variant
    removal.py TABLE judge ROW PLANS                PLANS is what `terraform show -json` says of each root module; a line per
                                                    finding, and exit 1
"""
import csv
import json
import pathlib
import re
import sys
import tomllib

HARMLESS = {("no-op",), ("read",)}


def rows(table):
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def change(config, word):
    """Takes out or renames what one word of a change names; what is not there is an error."""
    path, _, item = word.partition("=")
    path, _, new = path.partition(">")
    *parents, key = path.split(".")
    table = config
    for parent in parents:
        table = table[parent]
    if item:
        table[key].remove(item)
    elif new:
        entry = table.pop(key)
        table[new] = {**entry, "renamed_from": key}
    else:
        del table[key]


def write(row, source, target):
    import tomli_w

    config = tomllib.loads(source.read_text(encoding="utf-8"))
    for word in row["change"].split():
        change(config, word)
    target.write_text(tomli_w.dumps(config), encoding="utf-8")


def judge(row, plans):
    own, updated, replaced = (
        re.compile("(?!)" if row[column] == "-" else row[column]) for column in ("own", "updated", "replaced")
    )
    renamed = ">" in row["change"]
    touched = moved = 0
    plans = [json.loads(line) for line in plans.read_text(encoding="utf-8").splitlines()]
    for resource in [resource for plan in plans for resource in plan.get("resource_changes", [])]:
        address, actions = resource["address"], tuple(resource["change"]["actions"])
        moved += "previous_address" in resource
        if actions in HARMLESS:
            continue
        is_own = bool(own.search(address))
        touched += is_own
        if replaced.search(address):
            allowed = set(actions) == {"create", "delete"}
        elif is_own and not renamed:
            allowed = actions == ("delete",)
        else:
            allowed = actions == ("update",) and bool(is_own or updated.search(address))
        if not allowed:
            yield f"{address}: {' and '.join(actions)}"
    if renamed and not moved:
        yield "nothing is moved"
    if not renamed and not touched:
        yield f"nothing goes that {row['own']} names"


def main():
    table, command, argument, *paths = sys.argv[1:]
    table = pathlib.Path(table)
    if command == "list":
        print("\n".join(str(number) for number, row in enumerate(rows(table)) if row["example"] == argument))
        return
    row = rows(table)[int(argument)]
    if command == "write":
        return write(row, *map(pathlib.Path, paths))
    findings = [f"{row['change']}: {finding}" for finding in judge(row, pathlib.Path(paths[0]))]
    print("\n".join(findings) or f"{row['change']}: touches nothing else")
    sys.exit(bool(findings))


main()
