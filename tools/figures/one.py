"""One project"""

import pathlib
import shutil

from measure import cost, instructions, median, memory

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
NAMES = ["minimal", "deployment-9", "kitchen-sink"]

# Goals for deployment-9: million instructions, milliseconds, MiB, and how many times what others need.
INSTRUCTIONS = {"check": 12, "no-change build": 18, "diff --semantic": 40}
MILLISECONDS = {"check": 3, "no-change build": 4, "first build": 10}
MEMORY = 16
RATIO = 3


def figures(report, kura, folder):
    """Each command on each example."""
    report.figure("binary: code", code_size(kura), "MB", at_most=8)
    for name in NAMES:
        project, built = folder / name, folder / f"{name}-built"
        shutil.copytree(EXAMPLES / name, project)
        of_example(report, kura, name, project, built)
        report.attempt(f"{name}: memory", lambda project=project, name=name: report.figure(
            f"{name}: peak memory of check", memory([kura, "check", project]), "MiB", at_most=goal(name, MEMORY)))


def code_size(kura):
    """The size of the section .text in MB."""
    data = kura.read_bytes()
    number = lambda at, size: int.from_bytes(data[at : at + size], "little")
    # The section headers of ELF64: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html
    table, size, count, names = number(0x28, 8), number(0x3A, 2), number(0x3C, 2), number(0x3E, 2)
    headers = [table + size * index for index in range(count)]
    texts = number(headers[names] + 0x18, 8)
    sizes = {data[texts + number(at, 4) :].split(b"\0", 1)[0]: number(at + 0x20, 8) for at in headers}
    return sizes[b".text"] / 1e6


def goal(name, value):
    """The goals are those of one example."""
    return value if name == "deployment-9" else None


def of_example(report, kura, name, project, built):
    """The commands, in the order in which one finds what the other wrote."""
    remove = lambda: shutil.rmtree(built, ignore_errors=True)
    build = [kura, "build", project, "--out", built]
    commands = {
        "check": ([kura, "check", project], None),
        "first build": (build, remove),
        "no-change build": (build, None),
        "diff": ([kura, "diff", project, "--out", built], None),
        "diff --semantic": ([kura, "diff", "--semantic", project, "--out", built], None),
    }
    times = {}
    for word, (command, before) in commands.items():
        times[word] = median(command, before=before)
        report.figure(f"{name}: {word}", times[word].cpu * 1e3, "ms CPU", at_most=goal(name, MILLISECONDS.get(word)))
        report.figure(f"{name}: {word}", times[word].clock * 1e3, "ms clock")
    for word, (command, before) in commands.items():
        if before:
            before()
        report.attempt(f"{name}: {word}", lambda word=word, command=command: report.figure(
            f"{name}: {word}", instructions(command), "M instructions", at_most=goal(name, INSTRUCTIONS.get(word))))
    cost(build)
    beside(report, name, built, times)


def beside(report, name, built, times):
    """What only reads the same files, and what only writes them."""
    files = sorted(path for path in built.rglob("*") if path.is_file())
    copy = built.with_name(f"{name}-copy")
    read = median(["sha256sum", *files])
    write = median(["cp", "-r", built, copy], before=lambda: shutil.rmtree(copy, ignore_errors=True))
    for word, other, tool in [("no-change build", read, "sha256sum"), ("first build", write, "cp -r")]:
        report.figure(f"{name}: {word} beside {tool}", times[word].cpu / other.cpu, "× CPU", at_most=goal(name, RATIO))
        report.figure(f"{name}: {word} beside {tool}", times[word].clock / other.clock, "× clock")
