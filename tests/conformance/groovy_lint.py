#!/usr/bin/env python3
"""Reads what npm-groovy-lint reports as JSON.

    groovy_lint.py REPORT COUNT     a line per error or warning, and exit 1 if there is one or if it has not linted
                                    COUNT files
"""
import json
import pathlib
import sys

# One credential is bound in two stages: what is the same map there must stand in both, as in every Jenkinsfile.
ALLOWED = {"DuplicateMapLiteral"}


def main():
    report = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    count = report["summary"]["totalFilesLinted"]
    findings = [
        f"{name}:{found.get('line', 1)} {found['rule']}: {found['msg']}"
        for name, file in report["files"].items()
        for found in file["errors"]
        if found["severity"] in ("error", "warning") and found["rule"] not in ALLOWED
    ]
    print("\n".join(findings) or f"{count} files linted")
    sys.exit(bool(findings) or count != int(sys.argv[2]))


main()
