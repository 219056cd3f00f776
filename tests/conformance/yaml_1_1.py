"""Compares the documents of documents.yaml in a folder, as PyYAML reads them, with the items of documents.json."""

import json
import pathlib
import sys

import yaml

folder = pathlib.Path(sys.argv[1])
given = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
printed = (folder / "documents.yaml").read_text(encoding="utf-8")
read = list(yaml.load_all(printed, Loader=yaml.SafeLoader))
wrong = [f"{one!r} is read as {other!r}" for one, other in zip(given, read) if one != other]
if len(given) != len(read):
    wrong.append(f"{len(given)} documents are read as {len(read)}")
if not given:
    wrong.append("there are no documents")
print("\n".join(wrong), end="\n" if wrong else "")
sys.exit(bool(wrong))
