#!/usr/bin/env python3
"""Writes nasty texts into every place of a kura.toml, one at a time, and reads what is accepted with other readers.

    inject.py --kura KURA --examples DIR --example NAME --schema FILE --seed N --total N [--at PLACE --mode MODE --text JSON]

TOTAL is for all examples together. kura has to accept a text or refuse it, exit 0 or 1. What it accepts is compared with what it writes for a harmless text
at the same place: the same files, blocks, statements and keys, and the text in its place as one value. Prints what
differs, exit 1. Then the scripts and the pipeline with many texts at once are executed, with stubs for outside commands.
"""

import argparse
import concurrent.futures
import json
import multiprocessing
import os
import pathlib
import posixpath
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import traceback

import execute
import readers
from compare import HARMLESS, Comparison, shown
from places import absent, at, dump, places, replaced
from texts import TEXTS, WORDS

# Keys whose text is code of the user's: what it does, and whether it can be read, is the user's.
CODE = {"sh", "groovy", "build_command", "user_data", "instructions"}
# What tells a place of its own form: a text is put in front of it, behind it or in the middle of it.
MODES = {"whole": "{text}", "behind": "{old}{text}", "before": "{text}{old}", "inside": "{head}{text}{tail}"}


def formed(mode, old, text):
    half = len(old) // 2
    values = {"{text}": text, "{old}": old, "{head}": old[:half], "{tail}": old[half:]}
    return "".join(values[piece] for piece in MODES[mode].replace("}{", "}\0{").split("\0"))


class Example:
    """A copy of an example that is built again and again."""

    def __init__(self, options):
        self.kura = os.path.abspath(options.kura)
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=scratch()))
        source = pathlib.Path(options.examples, options.example)
        shutil.copytree(source, self.folder / "project", ignore=shutil.ignore_patterns(".terraform", "node_modules"))
        self.data = tomllib.loads((source / "kura.toml").read_text(encoding="utf-8"))
        self.baselines = {}
        self.keys = [place for place in places(self.data, {}) if place[0] == "key"]

    def build(self, data):
        """The exit status, what was said, and the files by path."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        (self.folder / "project/kura.toml").write_text(dump(data), encoding="utf-8", newline="")
        done = subprocess.run([self.kura, "build", "--out", out], cwd=self.folder / "project", capture_output=True, timeout=60)
        files = {}
        if done.returncode == 0:
            for path in sorted(out.rglob("*")):
                if path.is_file() and path.name != "kura.lock":
                    files[str(path.relative_to(out))] = path.read_bytes().decode("utf-8")
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace"), files

    def baseline(self, case):
        """The files with a harmless text in the place of the case's, that text, and the case's; `None` where none is accepted."""
        place, mode, text = case
        old = self.old(place)
        pairs = [(formed(mode, old, harmless), harmless, text) for harmless in (HARMLESS if mode == "whole" else HARMLESS[:1])]
        if place[0] == "key":
            # What is sorted by name, and who is the first of several, stays so, if some harmless key stands where this one does.
            whole, others = formed(mode, old, text), self.others(place)
            before = {key for key in others if key < whole}
            made = [key + end for end in (HARMLESS[0], "kh") for key in ([max(before)] if before else ["/0"] if whole.startswith("/") else ["0", "aaa"])]
            pairs += [(key, key, whole) for key in made]
            pairs.sort(key=lambda pair: {key for key in others if key < pair[0]} != before)
        for written, harmless, text in pairs:
            if (place, written) not in self.baselines:
                code, _, files = self.build(replaced(self.data, place, written))
                self.baselines[place, written] = files if code == 0 else None
            if self.baselines[place, written] is not None:
                return self.baselines[place, written], harmless, text
        return None

    def old(self, place):
        """What stands at the place."""
        kind, path = place
        return "" if kind.startswith("new") else path[-1] if kind == "key" else at(self.data, path)

    def others(self, place):
        """The keys beside a key."""
        kind, path = place
        return [key for key in at(self.data, path[:-1]) if key != path[-1]] if kind == "key" else []

    def names_something(self, case):
        """Whether the text is the name of something in the file, so that it may mean that, and not itself."""
        place, mode, text = case
        return place[0] != "key" and formed(mode, self.old(place), text) in {step for _, path in self.keys for step in path}

    def attack(self, case):
        """What is wrong with one text at one place, and whether it was accepted."""
        place, mode, text = case
        code, said, files = self.build(replaced(self.data, place, formed(mode, self.old(place), text)))
        if code not in (0, 1):
            return False, [f"exit {code}: {said[-300:]}"]
        wrong = [f"a line of what is said is {line!r}" for line in said.split("\n") if line.startswith("::error::x")]
        wrong += ["an escape sequence is said as it is"] if "\x1b[31m" in said else []
        if code == 1:
            return False, wrong
        is_code = bool(CODE & set(map(str, place[1])))
        if "groovy" in place[1]:
            return True, wrong
        base = None if self.names_something(case) else self.baseline(case)
        if base is None:
            return True, wrong + [found for path, written in files.items() for found in unreadable(path, written)]
        others = [(other, formed(mode, self.old(place), text)) for other in self.others(place)]
        return True, wrong + list(differences(base[0], files, Comparison(base[1], base[2], is_code, "key" in place[0], others)))


def unreadable(path, text):
    try:
        readers.read(path, text)
    except readers.Unreadable as error:
        yield f"{path}: {str(error)[:300]}"


def differences(base, files, comparison):
    renamed = {posixpath.normpath(comparison.expected(path)): path for path in base}
    gone, come = sorted(set(renamed) - set(files)), sorted(set(files) - set(renamed))
    if gone or come:
        yield f"files: {gone} became {come}"
    for path, text in files.items():
        before = base.get(renamed.get(path))
        if before is None or text == before:
            continue
        broken = list(unreadable(path, text))
        # Who writes code that nobody can read finds it in its place.
        if broken and not (comparison.is_code and text == comparison.expected(before)):
            yield from broken
        if not broken:
            yield from list(comparison.tree(readers.read(path, before), readers.read(path, text), path))[:3]


def scratch():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def cases(found, builds, chance):
    """As many cases as builds are asked for, the same number at each place."""
    found = sorted(found, key=repr)
    chance.shuffle(found)
    every = {}
    for place in found:
        modes = {"value": ["whole", "whole", "behind", "before", "inside"], "key": ["whole", "whole", "behind"]}.get(place[0], ["whole"])
        every[place] = lambda place=place, modes=modes: (place, chance.choice(modes), chance.choice(TEXTS if chance.random() < 0.7 else WORDS))
    taken, order = [], list(every.values())
    while len(taken) < builds:
        taken += [make() for make in order[: builds - len(taken)]]
    return list(dict.fromkeys(taken))


def all_places(options, schema):
    """The places of each example; the last one, which has most, also takes what the schema knows and no example has."""
    files = sorted(pathlib.Path(options.examples).glob("*/kura.toml"))
    every = {file.parent.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
    found = {name: list(places(data, schema)) for name, data in every.items()}
    most = max(found, key=lambda name: len(found[name]))
    found[most] += absent(every[most], every.values(), schema)
    return found


def work(options, share):
    """Attacks with a share of the cases; the findings, and what was accepted."""
    example = Example(options)
    accepted, wrong = [], 0
    for case in share:
        try:
            passed, found = example.attack(case)
        except Exception:
            passed, found = False, [traceback.format_exc()[-700:]]
        accepted += [case] if passed else []
        for line in found[:3]:
            say(case, line)
        wrong += len(found[:3])
    shutil.rmtree(example.folder)
    return accepted, wrong


def say(case, line):
    """A finding, and how it is made again."""
    (kind, path), mode, text = case
    short = json.dumps(text) if len(text) < 200 else f"{text[:20]!r} ... of {len(text)}"
    print(f"--at {shlex.quote(json.dumps([kind, *path]))} --mode {mode} --text {shlex.quote(short)}\n    {line}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    for option in ("kura", "examples", "example", "schema"):
        parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--total", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--at")
    parser.add_argument("--mode", default="whole")
    parser.add_argument("--text")
    options = parser.parse_args()
    schema = json.loads(pathlib.Path(options.schema).read_text(encoding="utf-8"))
    chance = random.Random(f"{options.seed}/{options.example}")
    if options.at:
        place = json.loads(options.at)
        taken = [((place[0], tuple(place[1:])), options.mode, json.loads(options.text))]
    else:
        found = all_places(options, schema)
        mine = found[options.example]
        taken = cases(mine, options.total * len(mine) // sum(map(len, found.values())), chance)
    shares = [taken[index :: options.workers] for index in range(options.workers)]
    # pygohcl is Go inside, which does not live through a fork.
    with concurrent.futures.ProcessPoolExecutor(options.workers, multiprocessing.get_context("spawn")) as pool:
        results = list(pool.map(work, [options] * len(shares), shares))
    accepted = sorted((case for result in results for case in result[0]), key=repr)
    wrong = sum(result[1] for result in results)
    ran, broken = execute.run(Example(options), [case for case in accepted if not CODE & set(map(str, case[0][1]))], formed, options.runs, chance)
    for line in broken:
        print(line)
    print(f"seed {options.seed}: {len(taken)} texts at {len(set(case[0] for case in taken))} places, {len(accepted)} accepted, {ran} executed; {wrong + len(broken)} wrong")
    sys.exit(bool(wrong or broken))


if __name__ == "__main__":
    main()
