"""Prints the bundled Kubernetes schemas: python3 tools/kubernetes_schemas.py > schema/kubernetes.json

Needs the package `kubernetes-validate` (Apache License 2.0), which has the strict JSON Schemas that are made from
Kubernetes' OpenAPI description (Apache License 2.0). Kept are the kinds below and what they refer to, without
descriptions. The first version is whole; each later one holds the definitions in which it differs from the one
before, and null for those that are gone. Of the other kinds only the names are kept, by version.
"""

import json
import pathlib

import kubernetes_validate

VERSIONS = ["1.33", "1.34", "1.35", "1.36", "1.37"]

# Kinds that kura writes, and those that people most often write beside them.
KINDS = [
    "apps.v1.DaemonSet", "apps.v1.Deployment", "apps.v1.StatefulSet",
    "autoscaling.v2.HorizontalPodAutoscaler", "batch.v1.CronJob", "batch.v1.Job",
    "core.v1.ConfigMap", "core.v1.LimitRange", "core.v1.Namespace", "core.v1.PersistentVolume",
    "core.v1.PersistentVolumeClaim", "core.v1.Pod", "core.v1.ResourceQuota", "core.v1.Secret", "core.v1.Service",
    "core.v1.ServiceAccount", "networking.v1.Ingress", "networking.v1.IngressClass", "networking.v1.NetworkPolicy",
    "policy.v1.PodDisruptionBudget", "rbac.v1.ClusterRole", "rbac.v1.ClusterRoleBinding", "rbac.v1.Role",
    "rbac.v1.RoleBinding", "scheduling.v1.PriorityClass", "storage.v1.StorageClass",
]
PREFIX = "io.k8s.api."


def bare(schema):
    """The schema without descriptions, and without the extensions of OpenAPI."""
    if isinstance(schema, dict):
        kept = {
            key: {name: bare(value) for name, value in inner.items()} if key == "properties" else bare(inner)
            for key, inner in schema.items()
            if key not in ("description", "default") and not key.startswith("x-")
        }
        return kept
    return [bare(item) for item in schema] if isinstance(schema, list) else schema


def references(schema):
    """The names of the definitions that a schema refers to."""
    if isinstance(schema, dict):
        for key, inner in schema.items():
            if key == "$ref":
                yield inner.rsplit("/", 1)[-1]
            else:
                yield from references(inner)
    elif isinstance(schema, list):
        for item in schema:
            yield from references(item)


def definitions(version):
    """All definitions that the kinds need in a version."""
    folder = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
    every = json.loads((folder / f"v{version}.0-local-strict/_definitions.json").read_text())["$defs"]
    kept, wanted = {}, [PREFIX + kind for kind in KINDS]
    while wanted:
        name = wanted.pop()
        if name not in kept:
            kept[name] = bare(every[name])
            wanted += references(kept[name])
    text = json.dumps(kept).replace("_definitions.json#/$defs/", "#/$defs/")
    return json.loads(text)


def kinds(version):
    """All kinds of a version, as `apiVersion/kind`."""
    folder = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
    every = json.loads((folder / f"v{version}.0-local-strict/_definitions.json").read_text())["$defs"]
    enums = (schema.get("properties", {}) for schema in every.values())
    said = [
        (fields["apiVersion"].get("enum", []), fields["kind"].get("enum", []))
        for fields in enums
        if "apiVersion" in fields and "kind" in fields
    ]
    return sorted({f"{api}/{kind}" for apis, names in said for api in apis for kind in names if not kind.endswith(("List", "Options"))})


def main():
    """Prints them."""
    print('{"source":"https://pypi.org/project/kubernetes-validate/1.37.0/","as_of":"2026-11-22","kinds":{')
    print(",\n".join(f"{json.dumps(version)}:{json.dumps(kinds(version))}" for version in VERSIONS))
    print('},"versions":{')
    before = {}
    for index, version in enumerate(VERSIONS):
        now = definitions(version)
        changed = {name: schema for name, schema in now.items() if before.get(name) != schema}
        changed |= {name: None for name in before if name not in now}
        lines = [f"{json.dumps(n)}:{json.dumps(s, separators=(',', ':'))}" for n, s in sorted(changed.items())]
        end = "}" if index == len(VERSIONS) - 1 else "},"
        print(f"{json.dumps(version)}:{{\n" + ",\n".join(lines) + "\n" + end)
        before = now
    print("}}")


main()
