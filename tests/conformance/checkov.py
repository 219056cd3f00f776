#!/usr/bin/env python3
"""Reads what checkov reports as JSON.

    checkov.py REPORT STATUS     a line per failed check, then one per suppressed check with its reason; exit 1 for a
                                 failed check, a file that could not be parsed, or a STATUS of checkov's that is neither
                                 0 nor 1
"""
import collections
import json
import pathlib
import sys


def where(check):
    return f"{check['file_path']}:{check['file_line_range'][0]} {check['resource']}"


def main():
    report = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    reports = [r for r in (report if isinstance(report, list) else [report]) if "results" in r]
    findings, allowed, passed = [], collections.Counter(), 0
    for one in reports:
        results = one["results"]
        passed += len(results["passed_checks"])
        findings += [f"{c['check_id']} {where(c)}: {c['check_name']}" for c in results["failed_checks"]]
        findings += [f"cannot be parsed: {name}" for name in results["parsing_errors"]]
        allowed.update((c["check_id"], c["check_result"]["suppress_comment"]) for c in results["skipped_checks"])
    print("\n".join(findings) or f"{passed} checks passed")
    for (check, reason), times in sorted(allowed.items()):
        print(f"allowed {times} times: {check}: {reason}")
    if not reports or sys.argv[2] not in ("0", "1"):
        sys.exit(f"checkov reports nothing (status {sys.argv[2]})")
    sys.exit(bool(findings))


main()
