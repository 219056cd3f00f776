#!/usr/bin/env python3
"""Checks Terraform files against the argument names of hashicorp/aws 6.25.0.

`terraform validate` answers for the one version of the provider that is installed; this tells what version 6 would
refuse: an unknown resource type, argument or block, and a required argument that is missing.

The names, their nesting and which are required (`r`: required, `b`: nested) stand in aws_provider_6.25.0.json.gz. They
were derived from the published npm bindings `@cdktf/provider-aws` 21.22.1 in December 2025.

    check.py FILE...      exit 1 and a line per finding, or a line with the count of resources
"""
import gzip
import json
import pathlib
import sys

import hcl2

SCHEMA = json.load(gzip.open(pathlib.Path(__file__).parent / "aws_provider_6.25.0.json.gz"))["resources"]
META = {"count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection", "timeouts"}


def bare(name):
    return name.strip('"')


def bodies(value):
    """The objects in a block, a list of blocks, or an argument that is written as one."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def entries(body):
    """Every argument and block of a body, `dynamic` ones under the name of what they make."""
    for key, value in body.items():
        if key == "dynamic":
            for block in value:
                for name, made in block.items():
                    yield bare(name), made["content"]
        elif not key.startswith("__"):
            yield bare(key), value


def check(where, body, schema, findings):
    keys = set()
    for key, value in entries(body):
        keys.add(key)
        if key in META:
            continue
        if key not in schema:
            findings.append(f"{where}: unknown argument or block `{key}`")
            continue
        nested = schema[key].get("b")
        if nested:
            for item in bodies(value):
                check(f"{where}.{key}", item, nested, findings)
    for key, rule in schema.items():
        if rule.get("r") and key not in keys:
            findings.append(f"{where}: required `{key}` is missing")


def resources(text):
    """Kind, name and body of every resource in a Terraform file."""
    for block in hcl2.loads(text).get("resource", []):
        for kind, named in block.items():
            for name, body in named.items():
                yield bare(kind), bare(name), body


def main():
    findings, count = [], 0
    for path in sys.argv[1:]:
        for kind, name, body in resources(pathlib.Path(path).read_text(encoding="utf-8")):
            if not kind.startswith("aws_"):
                continue
            count += 1
            if kind not in SCHEMA:
                findings.append(f"{path}: {kind}.{name}: no such resource type")
            else:
                check(f"{path}: {kind}.{name}", body, SCHEMA[kind], findings)
    print("\n".join(findings) if findings else f"{count} resources hold against aws 6.25.0")
    sys.exit(bool(findings))


main()
