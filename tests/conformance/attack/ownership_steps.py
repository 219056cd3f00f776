"""Random sequences of what a user, git and bad luck may do to a folder that kura writes into."""

import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

from ownership_model import CONFLICT, PREPARED, TOKEN, Broken, Run, check, differing, owned, snapshot

GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true", "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
}
MANIFESTS = ["kubernetes", "deploy/kubernetes", "sub/manifests", "terraform/manifests"]
TERRAFORM = ["terraform", "infra", "sub/terraform", "kubernetes/terraform"]
SERVICES = ["web", "api", "cache", "mail"]
WANTED = ["configmaps.yaml", "deployments.yaml", "services.yaml", "kustomization.yaml"]
ATTRIBUTES = """kura.lock merge=union linguist-generated eol=lf
/kubernetes/** -merge linguist-generated eol=lf
/terraform/** -merge linguist-generated eol=lf
"""


class Sequence:
    """One project, and what happens to it; everything follows from the seed but the moment of a kill."""

    def __init__(self, kura: str, seed: str, folder: Path):
        self.kura_binary, self.random, self.world = kura, random.Random(seed), folder
        self.root = folder / "project"
        self.texts, self.told = 0, []
        self.services, self.manifests, self.terraform = ["web", "api"], MANIFESTS[0], TERRAFORM[0]
        self.nested, self.branches = False, 0
        self.is_small = self.random.random() < 0.01 and os.geteuid() == 0 and self.mount()
        for name in ("project", "outside", "aside"):
            (folder / name).mkdir()
        (folder / "outside/file").write_bytes(self.text())
        (self.root / "settings.txt").write_bytes(self.setting())
        (self.root / "notes.txt").write_bytes(self.text())
        self.write_toml()

    def mount(self) -> bool:
        """Whether the project is on a small disk now."""
        command = ["mount", "-t", "tmpfs", "-o", "size=8m", "kura", self.world]
        return subprocess.run(command, capture_output=True).returncode == 0

    def text(self) -> bytes:
        """A text of the user's, of which there is no other."""
        self.texts += 1
        return TOKEN + f"{self.texts}: theirs\n".encode()

    def setting(self) -> bytes:
        """A text that kura writes out, too: what holds it may be kura's."""
        return self.text().removeprefix(TOKEN)

    # --- what kura reads and does ----------------------------------------------------------------------------------

    def write_toml(self) -> None:
        service = '[services.{}]\nimage = "redis:7.4"\nport = 6379\nsecurity_context = {{ run_as_user = 999 }}\n'
        head = 'kura = 1\n[project]\nname = "{}"\nregion = "eu-west-1"\n[outputs]\nmanifests = "{}"\nterraform = "{}"\n'
        rest = '[terraform]\nbackend = { bucket = "acme-state" }\n[network]\ncidr_block = "10.0.0.0/16"\n' \
            'availability_zones = ["eu-west-1a", "eu-west-1b"]\n[config_maps.settings.files]\n"settings.txt" = "settings.txt"\n'
        services = "".join(service.format(name) for name in sorted(self.services))
        (self.root / "kura.toml").write_text(head.format("one", self.manifests, self.terraform) + rest + services)
        if self.nested:
            place = self.root / "sub/kura.toml"
            place.parent.mkdir(exist_ok=True)
            place.write_text(head.format("two", "kubernetes", "terraform") + service.format("inner"))

    def kura(self, *arguments: str, again: tuple[str, ...] = (), kill: float | None = None, is_full: bool = False) -> Run:
        """Runs kura, a second one beside it, or kills it after some seconds; the model looks at what came of it."""
        beside = " & kura " + " ".join(again) if again else " & kill" if kill else ""
        self.told.append("  kura " + " ".join(arguments) + beside)
        before, runs = snapshot(self.world), []
        commands = [arguments, again] if again else [arguments]
        started = [subprocess.Popen([self.kura_binary, *one], cwd=self.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT) for one in commands]
        if kill is not None:
            time.sleep(kill)
            started[0].kill()
        for command, process in zip(commands, started):
            try:
                said = process.communicate(timeout=60)[0].decode(errors="replace")
            except subprocess.TimeoutExpired:
                process.kill()
                raise Broken(f"{command} does not end") from None
            was_killed = kill is not None and process.returncode == -9
            runs.append(Run(command, None if was_killed else process.returncode, said))
        self.told[-1] += " -> " + ", ".join(str(run.status) for run in runs)
        check(before, snapshot(self.world), runs, is_full)
        return runs[0]

    def git(self, *arguments: str) -> bool:
        self.told.append("  git " + " ".join(arguments))
        done = subprocess.run(["git", *arguments], cwd=self.root, env=os.environ | GIT, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60)
        return done.returncode == 0

    # --- what there is to choose from --------------------------------------------------------------------------------

    def paths(self, *kinds: str) -> list[str]:
        """What kura owns, relative to the project, of those kinds."""
        things = snapshot(self.root)
        locked = owned(things)[0]
        folders = {os.path.dirname(path) for path in locked} - {"", "sub"}
        return sorted(path for path in locked.keys() | folders if path in things and things[path].kind in kinds)

    def owned_file(self) -> Path | None:
        files = self.paths("file")
        return self.root / self.random.choice(files) if files else None

    def conflicts(self) -> list[str]:
        return [path for path, *_ in CONFLICT.findall(self.kura("diff").said + self.kura("build").said)]

    # --- the steps -----------------------------------------------------------------------------------------------------

    def build(self) -> None:
        differs, before = self.kura("diff").status, snapshot(self.world)
        run = self.kura("build")
        changed = differing(before, snapshot(self.world))
        changed = [path for path in changed if not PREPARED.fullmatch(os.path.basename(path))]
        if run.status == 0 and differs != (1 if changed else 0):
            raise Broken(f"diff ends with {differs} and build changes {changed}")
        if run.status == 0 and self.kura("diff").status != 0:
            raise Broken("diff finds something after a build")

    def choose(self) -> None:
        found = self.conflicts() or self.paths("file") or ["kubernetes/services.yaml"]
        path = self.random.choice([self.random.choice(found), os.path.dirname(found[0]) or ".", "."])
        other = self.random.choice(found)
        self.kura(*self.random.choice([["build", "--overwrite", path], ["build", "--keep", path],
                                       ["build", "--keep", other, "--overwrite", path]]))

    def edit(self) -> None:
        place = self.owned_file()
        if place is None:
            return
        ways = ["append", "crlf", "crcrlf", "truncate", "half", "same", "mark"]
        old, way = place.read_bytes(), self.random.choice(ways)
        self.told.append(f"  {way} {place.relative_to(self.root)}")
        place.write_bytes({
            "append": old + self.text(), "crlf": old.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            "crcrlf": old.replace(b"\n", b"\r\r\n"), "truncate": b"", "half": old[: len(old) // 2], "same": old,
            "mark": b"<<<<<<< HEAD\n" + old + b"=======\n" + self.text() + b">>>>>>> other\n",
        }[way])

    def edit_own(self) -> None:
        if self.random.random() < 0.5:
            (self.root / "settings.txt").write_bytes(self.setting())
        else:
            (self.root / "notes.txt").write_bytes(self.text())

    def delete(self) -> None:
        place = self.owned_file()
        if place:
            self.told.append(f"  rm {place.relative_to(self.root)}")
            place.unlink()

    def rename(self) -> None:
        place = self.owned_file()
        if place:
            self.told.append(f"  mv {place.relative_to(self.root)}")
            place.rename(place.with_name(f"renamed-{self.texts}-{place.name}"))

    def change_mode(self) -> None:
        place = self.owned_file()
        if place:
            place.chmod(self.random.choice([0o600, 0o444, 0o755, 0o640]))

    def replace(self) -> None:
        """Puts something strange where a file or a folder of kura's was."""
        found = self.paths("file", "folder")
        if not found:
            return
        place = self.root / self.random.choice(found)
        way = self.random.choice(["folder", "link", "dangling", "pipe", "file", "moved"])
        self.told.append(f"  {way} instead of {place.relative_to(self.root)}")
        if place.is_dir() and way != "moved":
            shutil.rmtree(place)
        elif way != "moved":
            place.unlink()
        if way == "folder":
            place.mkdir()
            (place / "mine.txt").write_bytes(self.text())
        elif way == "link":
            place.symlink_to(self.world / self.random.choice(["outside", "outside/file"]))
        elif way == "dangling":
            place.symlink_to("nowhere")
        elif way == "pipe":
            os.mkfifo(place)
        elif way == "file":
            place.write_bytes(self.text())
        else:
            moved = place.with_name(f"moved-{self.texts}-{place.name}")
            self.text()
            place.rename(moved)
            place.symlink_to(moved.name)

    def change_toml(self) -> None:
        way = self.random.choice(["services", "services", "manifests", "terraform", "nested"])
        if way == "services":
            self.services = self.random.sample(SERVICES, self.random.randint(1, len(SERVICES)))
        elif way == "manifests":
            self.manifests = self.random.choice(MANIFESTS)
        elif way == "terraform":
            self.terraform = self.random.choice(TERRAFORM)
        else:
            sub = self.root / "sub"
            self.nested = not self.nested and not sub.is_symlink() and (not sub.exists() or sub.is_dir())
            if not self.nested and sub.is_dir():
                (sub / "kura.toml").unlink(missing_ok=True)
        self.told.append(f"  kura.toml: {self.services} {self.manifests} {self.terraform} nested {self.nested}")
        self.write_toml()

    def damage_lock(self) -> None:
        place = self.root / "kura.lock"
        if not place.is_file():
            return
        old, way = place.read_bytes(), self.random.choice(["delete", "append", "half", "empty", "newer", "crlf"])
        self.told.append(f"  lock: {way}")
        if way == "delete":
            return place.unlink()
        place.write_bytes({
            "append": old + self.text(), "half": old[: len(old) // 2], "empty": b"",
            "crlf": old.replace(b"\n", b"\r\n"), "newer": old.replace(b"# kura.lock 1", b"# kura.lock 9"),
        }[way])

    def new_file(self) -> None:
        """Writes a file of the user's where kura will want to write, or to have a folder."""
        places = [f"{folder}/{name}" for folder in MANIFESTS for name in WANTED] + ["infra", "deploy", "infra/data.tf"]
        places += [f"{self.manifests}/.kura-{self.random.randrange(16**16):016x}", f"{self.terraform}/mine.tf"]
        place = self.root / self.random.choice(places)
        self.told.append(f"  new {place.relative_to(self.root)}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.is_symlink() and not place.exists():
                place.write_bytes(self.text())
        except (FileExistsError, NotADirectoryError):
            pass  # something strange stands there

    def kill(self) -> None:
        if self.random.random() < 0.5:
            self.change_toml()
        self.kura("build", *self.random.choice([[], ["--overwrite", "."]]), kill=self.random.random() * 0.008)

    def two(self) -> None:
        if self.random.random() < 0.5:
            self.change_toml()
        self.kura("build", again=self.random.choice([("build",), ("build", "--overwrite", "."), ("diff",)]))

    def full(self) -> None:
        if self.is_small:
            self.change_toml()
            free = shutil.disk_usage(self.root).free
            filler = self.root / "filler"
            filler.write_bytes(b"x" * max(free - self.random.choice([0, 4096, 8192, 16384, 32768]), 0))
            self.kura("build", is_full=True)
            filler.unlink()

    def commit(self) -> None:
        if not (self.root / ".git").exists():
            self.git("init", "-q", "-b", "main", "--template=")
            self.git("config", "core.autocrlf", self.random.choice(["false", "false", "input", "true"]))
            self.git("config", "merge.conflictStyle", self.random.choice(["merge", "diff3", "zdiff3"]))
            if self.random.random() < 0.5:
                (self.root / ".gitattributes").write_text(ATTRIBUTES)
        self.git("add", "--all")
        self.git("commit", "-qm", "x")

    def merge(self) -> None:
        """Two branches that both build, and the user who settles kura.toml."""
        self.commit()
        self.branches += 1
        whole, before = set(), sorted(self.services)
        for name in ("one", "two"):
            self.git("checkout", "-q", "-b", f"{name}-{self.branches}", *(["main"] if name == "two" else []))
            self.services = sorted({*before, self.random.choice(SERVICES)})
            whole |= {*self.services}
            self.write_toml()
            self.kura("build")
            self.commit()
        self.git("merge", f"one-{self.branches}")
        self.services = sorted(whole)
        if self.random.random() < 0.8:
            self.write_toml()
        if self.random.random() < 0.7:
            self.kura("build")
        if self.random.random() < 0.6:
            self.kura("build", "--overwrite", ".")
        self.commit()
        self.git("branch", "-f", "main")
        self.git("checkout", "-q", "main")

    def back(self) -> None:
        """Something of git's that puts other bytes into the folder."""
        if not (self.root / ".git").exists():
            self.commit()
        ways = [["stash", "-q"], ["stash", "-q", "-u"], ["stash", "pop", "-q"], ["checkout", "-q", "--", "."],
                ["checkout", "-q", "HEAD~1", "--", "."], ["config", "core.autocrlf", "true"],
                ["reset", "-q", "--hard"], ["checkout", "-q", "HEAD~1"], ["checkout", "-q", "main"]]
        for way in self.random.sample(ways, 2):
            self.git(*way)

    STEPS = [("build", 6), ("choose", 4), ("edit", 6), ("edit_own", 1), ("delete", 2), ("rename", 1),
             ("change_mode", 1), ("replace", 3), ("change_toml", 4), ("damage_lock", 1), ("new_file", 3),
             ("kill", 3), ("two", 2), ("full", 1), ("commit", 1), ("merge", 1), ("back", 1)]

    def run(self, most: int) -> int:
        """Takes as many steps of the sequence, and then the way out; how many it has."""
        count = self.random.randint(3, 10)
        names, weights = zip(*self.STEPS)
        if self.random.random() < 0.9:
            self.kura("build")
        for _ in range(min(count, most)):
            name = "full" if self.is_small and self.random.random() < 0.3 else self.random.choices(names, weights)[0]
            self.told.append(name)
            getattr(self, name)()
        self.way_out()
        return count

    # --- the way out ---------------------------------------------------------------------------------------------------

    def set_aside(self, path: str) -> None:
        if not os.path.lexists(self.root / path):
            return  # it went with what stood above it
        self.told.append(f"  mv {path} aside")
        self.text()
        (self.root / path).rename(self.world / f"aside/{self.texts}")

    def way_out(self) -> None:
        """Does what kura's messages and docs/ownership.md say, until a build goes through."""
        self.told.append("way out")
        self.write_toml()
        for _ in range(30):
            run = self.kura("build")
            if run.status == 0:
                break
            if run.status == 1 and "only you can move" not in run.said and "symbolic link" not in run.said:
                run = self.kura("build", "--overwrite", ".")
            lock = re.search("cannot understand `(.+?)`", run.said)
            prepared = re.search("cannot write in `(.+?)`: `(.+?)` is in the way", run.said)
            strange = [link or blocked or path for path, reason, blocked, link in CONFLICT.findall(run.said)
                       if blocked or link or reason in ("not a file", "cannot be read")]
            if lock:
                self.set_aside(lock[1])
            elif prepared:
                self.set_aside(os.path.join(prepared[1], prepared[2]))
            elif strange:
                for path in dict.fromkeys(strange):
                    self.set_aside(path)
        else:
            raise Broken(f"there is no way out: {run.said}")
        if self.kura("diff").status != 0:
            raise Broken("diff finds something after the way out")

    def end(self) -> None:
        if self.is_small:
            subprocess.run(["umount", self.world], check=True)
