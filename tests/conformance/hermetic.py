"""Runs the action of docs/bazel.md twice, in two sandboxes, and compares the bytes.

    hermetic.py KURA PAGE EXAMPLE_DIR OUT_DIR

The rule is read from the page and called as Bazel would, with stand-ins for what Bazel gives it. The first sandbox
shows the inputs as links to the sources, as Bazel's own does on Linux; the second has copies that cannot be written.
Neither has a network, and both differ in all that must not matter. OUT_DIR is what the example compiles to.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

PACKAGE = "shop"
BIN = f"bazel-out/k8-fastbuild/bin/{PACKAGE}"


class Anything:
    """What a rule's attributes are declared with: nobody here looks at them."""

    def __getattr__(self, _):
        return lambda **_: None


def action(page, sources):
    """What the rule's implementation asks Bazel to run."""
    text = next(block for block in re.findall(r"```starlark\n(.*?)```", page, re.S) if "_impl(ctx)" in block)
    given = {"rule": lambda **_: None, "attr": Anything(), "depset": list, "DefaultInfo": SimpleNamespace}
    exec(text, given)  # pylint: disable=exec-used
    ran = []
    file = lambda path: SimpleNamespace(path=path)  # noqa: E731
    ctx = SimpleNamespace(
        label=SimpleNamespace(name="deployment"),
        file=SimpleNamespace(src=file(f"{PACKAGE}/kura.toml")),
        files=SimpleNamespace(data=[file(f"{PACKAGE}/{path}") for path in sources if path != "kura.toml"]),
        executable=SimpleNamespace(kura=file("tools/kura")),
        actions=SimpleNamespace(
            declare_directory=lambda name: file(f"{BIN}/{name}"), run=lambda **said: ran.append(SimpleNamespace(**said))
        ),
    )
    given["_kura_build_impl"](ctx)
    (one,) = ran
    return one


def sandbox(root, example, one, links):
    """A folder that holds what was declared and nothing else."""
    for path in (file.path for file in one.inputs):
        place, source = root / path, example / pathlib.Path(path).relative_to(PACKAGE)
        place.parent.mkdir(parents=True, exist_ok=True)
        if links:
            place.symlink_to(source)
        else:
            shutil.copyfile(source, place)
            place.chmod(0o444)
    for file in one.outputs:
        (root / file.path).mkdir(parents=True)


def tree(folder):
    """Every file below a folder with its bytes; a link is the place it leads to."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())
    return {
        str(path.relative_to(folder)): os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        for path in files
    }


def run(kura, root, one, environment, umask):
    """Runs the action without a network; what it wrote, by path."""
    before = tree(root)
    command = ["unshare", "--user", "--map-root-user", "--net", kura, *one.arguments]
    done = subprocess.run(
        command, cwd=root, env=environment, umask=umask, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"the action ends with {done.returncode}:\n{done.stdout}{done.stderr}")
    after = tree(root)
    if changed := [path for path, bytes_ in before.items() if after.get(path) != bytes_]:
        sys.exit(f"the action changes its inputs: {changed}")
    written = {path: bytes_ for path, bytes_ in after.items() if path not in before}
    declared = tuple(file.path + "/" for file in one.outputs)
    if stray := [path for path in written if not path.startswith(declared)]:
        sys.exit(f"the action writes what it did not declare: {stray}")
    return written


def main():
    """Compares."""
    kura, page, example, out = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    sources = list(tree(example))
    one = action(page.read_text(encoding="utf-8"), sources)
    here = pathlib.Path.cwd()
    first, second = here / "1/execroot/_main", here / "a far longer way/to/execroot/_main"
    sandbox(first, example, one, links=True)
    sandbox(second, example, one, links=False)
    path = {"PATH": os.environ["PATH"]}
    other = {"HOME": "/nowhere", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "CLICOLOR_FORCE": "1", "KURA": "x"}
    one_tree = run(kura, first, one, path, 0o022)
    other_tree = run(kura, second, one, path | other, 0o077)
    if differ := [name for name in one_tree | other_tree if one_tree.get(name) != other_tree.get(name)]:
        sys.exit(f"the two sandboxes give other bytes for {differ}")
    # What is committed was written from another folder, which the lock names.
    written = {name.removeprefix(f"{BIN}/deployment/"): bytes_ for name, bytes_ in one_tree.items()}
    committed = tree(out)
    same = {name for name in written | committed if written.get(name) == committed.get(name)}
    if differ := sorted((written | committed).keys() - same - {"kura.lock"}):
        sys.exit(f"the sandbox and {out} differ in {differ}")
    print(f"{len(written)} files, the same in both")


main()
