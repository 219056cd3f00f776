"""What must hold of a user's files, whatever kura is told to do: the world before and after a command is compared."""

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

TOKEN = b"USER-"  # begins every text of the user's
HEADER = "# kura.lock 1: "
PREPARED = re.compile(r"\.kura-[0-9a-f]{16}(\.part)?")
MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
SUMMARY = re.compile(r"^[^\n:]+: (\d+) created, (\d+) updated, (\d+) deleted, (\d+) unchanged", re.M)
CONFLICT = re.compile(
    r"^conflict: (.+?): (not written by kura|edited since|left by git|cannot be read|not a file|"
    r"`(.+)` is not a folder|the symbolic link `(.+)` is)", re.M)


class Broken(Exception):
    """A promise that is not kept."""


class Thing(NamedTuple):
    """What stands at a path: its kind, its bytes (or where a link leads), and its mode."""

    kind: str
    content: bytes
    mode: int


class Run(NamedTuple):
    """A command of kura's that ended by itself, or was killed (status None)."""

    arguments: tuple[str, ...]
    status: int | None
    said: str


def snapshot(world: Path) -> dict[str, Thing]:
    """Everything below a folder but what is git's, by path; no link is followed."""
    things = {}
    for folder, folders, files in os.walk(world):
        if ".git" in folders:
            folders.remove(".git")
        for name in folders + files:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            mode, content = status.st_mode, b""
            if stat.S_ISREG(mode):
                kind = "file"
                with open(path, "rb") as file:
                    content = file.read()
            elif stat.S_ISLNK(mode):
                kind, content = "link", os.fsencode(os.readlink(path))
            else:
                kind = "folder" if stat.S_ISDIR(mode) else "other"
            things[os.path.relpath(path, world)] = Thing(kind, content, stat.S_IMODE(mode))
    return things


def read_lock(thing: Thing | None) -> dict[str, set[str]] | None:
    """The hashes of each path of a lock, of a kept one `kept`; None where it is damaged."""
    if thing is None:
        return {}
    if thing.kind != "file":
        return None
    lines = thing.content.decode(errors="replace").splitlines()
    lines = [line for line in lines if not line.startswith(MARKS)]
    if not lines or not lines[0].startswith(HEADER):
        return None
    owned: dict[str, set[str]] = {}
    for line in lines[1:]:
        whose, _, path = line.partition(" ")
        if line == "writing" or line.startswith(("from ", HEADER)):
            continue
        hashes = set(whose.split(","))
        if not path or whose != "kept" and any(not re.fullmatch("[0-9a-fA-F]{64}", one) for one in hashes):
            return None
        owned.setdefault(path, set()).update(hashes)
    return owned


def owned(things: dict[str, Thing]) -> tuple[dict[str, set[str]], bool]:
    """What the locks say of each path, together, and whether one is damaged."""
    whole: dict[str, set[str]] = {}
    is_damaged = False
    for place in [path for path in things if os.path.basename(path) == "kura.lock"]:
        lock = read_lock(things[place])
        is_damaged |= lock is None
        for path, hashes in (lock or {}).items():
            whole.setdefault(os.path.join(os.path.dirname(place), path), set()).update(hashes)
    return whole, is_damaged


def is_kuras(content: bytes, hashes: set[str]) -> bool:
    """Whether a lock knows a text; what ends its lines does not count."""
    texts = (content, content.replace(b"\r\n", b"\n"))
    return "kept" not in hashes and any(hashlib.sha256(text).hexdigest() in hashes for text in texts)


def named(run: Run, option: str) -> list[str]:
    """The paths that were given to an option, in the world."""
    pairs = zip(run.arguments, run.arguments[1:])
    return [os.path.normpath(os.path.join("project", path)) for one, path in pairs if one == option]


def is_under(path: str, folders: list[str]) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def check(before: dict[str, Thing], after: dict[str, Thing], runs: list[Run], is_full: bool) -> None:
    """Raises `Broken` where commands that ran at once did to the world what they must not, or said what is not so."""
    for run in runs:
        check_status(before, run, is_full)
    check_losses(before, after, runs)
    if len(runs) == 1 and runs[0].status in (0, 1):
        check_claims(before, after, runs[0])
        check_conflicts(before, runs[0])


def differing(before: dict[str, Thing], after: dict[str, Thing]) -> list[str]:
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def check_status(before: dict[str, Thing], run: Run, is_full: bool) -> None:
    """A status that the README does not know, or one without its reason."""
    if run.status is None:
        return
    if run.status not in (0, 1, 2):
        raise Broken(f"{run.arguments} ends with {run.status}: {run.said}")
    has_errors = "error[" in run.said and any(
        any(mark.encode() in before[path].content for mark in MARKS) for path in before if path.endswith("kura.toml"))
    is_build = run.arguments[0] == "build"
    prepared = [path for path in before if PREPARED.fullmatch(os.path.basename(path))]
    reasons = {
        "cannot understand": owned(before)[1],
        "kura writes nothing at": "--overwrite" in run.arguments or "--keep" in run.arguments,
        "is in the way": bool(prepared),
        "it was changed meanwhile": bool(prepared),
        "No space left": is_full,
    }
    if run.status == 1 and is_build and not (has_errors or "conflict: " in run.said):
        raise Broken(f"{run.arguments} ends with 1 and shows no conflict: {run.said}")
    if run.status == 2 and not (has_errors or any(may_be and text in run.said for text, may_be in reasons.items())):
        raise Broken(f"{run.arguments} ends with 2: {run.said}")


def check_losses(before: dict[str, Thing], after: dict[str, Thing], runs: list[Run]) -> None:
    """What is not kura's stays, but for files that were named."""
    locked, later = owned(before)[0], owned(after)[0]
    overwritten = [path for run in runs for path in named(run, "--overwrite")]
    kept = [path for run in runs for path in named(run, "--keep")]
    for path, old in before.items():
        new = after.get(path)
        name = os.path.basename(path)
        hashes = locked.get(path, set())
        if new is not None and (new.kind, new.content) == (old.kind, old.content):
            repaired = hashes and old.kind == "file" and new.mode & ~0o111 == old.mode & ~0o111
            if new.mode != old.mode and not (repaired or path in later):
                raise Broken(f"the mode of {path} became {new.mode:o}")
            continue
        what = f"{path} ({old.kind}, {old.content[-60:]!r}) is {'gone' if new is None else 'changed'}"
        if old.kind == "folder":
            was_kuras = any(is_under(one, [path]) for one in locked.keys() | later.keys())
            if new is not None or not was_kuras:
                raise Broken(what)
        elif old.kind != "file" or not path.startswith("project/"):
            raise Broken(what)
        elif PREPARED.fullmatch(name):
            if TOKEN in old.content and all(one.content != old.content for one in after.values()):
                raise Broken(what)
        elif name == "kura.lock":
            if TOKEN in old.content:
                raise Broken(what)
        else:
            is_named = is_under(path, overwritten) and path in locked.keys() | later.keys()
            is_named &= "kept" not in hashes or path in overwritten
            if is_under(path, kept) and (path in kept or not is_kuras(old.content, hashes)):
                raise Broken(what + ", although it was to be kept")
            if not is_named and not is_kuras(old.content, hashes):
                raise Broken(what)
    for path in after.keys() - before.keys():
        if not path.startswith("project/"):
            raise Broken(f"{path} is new")


def check_claims(before: dict[str, Thing], after: dict[str, Thing], run: Run) -> None:
    """What a build says that it did, and what its locks say."""
    files = [path for path in differing(before, after)
             if os.path.basename(path) != "kura.lock" and not PREPARED.fullmatch(os.path.basename(path))
             and "folder" not in {one.kind for one in (before.get(path), after.get(path)) if one}]
    updated = sum(path in before and path in after for path in files)
    done = [sum(path not in before for path in files), updated, sum(path not in after for path in files)]
    if before != after and not SUMMARY.search(run.said):
        raise Broken(f"{run.arguments} ends with {run.status} and changes {differing(before, after)}")
    said = [sum(int(one[index]) for one in SUMMARY.findall(run.said)) for index in range(3)]
    if said != done:
        raise Broken(f"{run.arguments} says {said} created, updated, deleted, and did {done}: {files}")
    if run.status != 0 or run.arguments[0] != "build":
        return  # of several projects some may be held back
    built = {path: thing for path, thing in after.items() if os.path.join(os.path.dirname(path), "kura.toml") in after}
    locked, is_damaged = owned(built)
    if is_damaged:
        raise Broken("a build leaves a damaged kura.lock")
    for path, hashes in locked.items():
        thing = after.get(path)
        if "kept" not in hashes and (thing is None or len(hashes) > 1 or not is_kuras(thing.content, hashes)):
            raise Broken(f"kura.lock does not say the truth about {path}")
    lost = [path for path in named(run, "--keep") if path in locked and "kept" not in locked[path]]
    if lost:
        raise Broken(f"{lost} are not kept")


def check_conflicts(before: dict[str, Thing], run: Run) -> None:
    """Each conflict that is shown is one."""
    locked = owned(before)[0]
    for path, reason, blocked, link in CONFLICT.findall(run.said):
        path = os.path.join("project", path)
        thing, hashes = before.get(path), locked.get(path, set())
        is_file = thing is not None and thing.kind == "file"
        is_true = {
            "not written by kura": is_file and not is_kuras(thing.content, hashes) and hashes <= {"kept"},
            "edited since": is_file and bool(hashes) and not is_kuras(thing.content, hashes),
            "left by git": is_file and any(mark.encode() in thing.content for mark in MARKS),
            "not a file": thing is not None and thing.kind in ("folder", "other"),
        }.get(reason)
        if blocked or link:
            other = before.get(os.path.normpath(os.path.join("project", blocked or link)))
            is_true = other is not None and other.kind != "folder" and (other.kind == "link" or not link)
        if not is_true:
            raise Broken(f"this is not so: {path}: {reason}")
