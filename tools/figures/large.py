"""A large project"""

import pathlib
import shutil
import subprocess
import sys

from measure import median
from report import Absent

GENERATOR = pathlib.Path(__file__).resolve().parents[1] / "large_project.py"
KINDS = {"services": 2000, "node-groups": 20, "secrets": 2000, "routes": 500, "stages": 500}
SMALL = {"services": 50, "node-groups": 20, "secrets": 50, "routes": 50, "stages": 50}
# What one thing of a large project may cost of what one of a small project does.
GROWTH = 1.2
# Seconds.
LONG_LINE, WRONG, SEMANTIC = 1, 0.5, 1


def figures(report, kura, folder):
    """The same kinds of things, few and many; then texts that are wrong in many places."""
    report.attempt("a large project", lambda: grown(report, kura, folder))
    values = ", ".join(f'A{number} = [], B{number} = "{"ab " * 17_000}"' for number in range(200))
    wrong = {
        "200 findings in a line of 10 MB": (f'[services.web]\nimage = "redis:7.4"\nenv = {{ {values} }}\n', LONG_LINE),
        "20,000 wrong keys": ("".join(f"wrong-{number} = 1\n" for number in range(20_000)), WRONG),
        "20,000 wrong rules": ("[checks.rules]\n" + "".join(f'wrong-{number} = "warning"\n' for number in range(20_000)), WRONG),
    }
    for what, (text, seconds) in wrong.items():
        project = folder / what.replace(" ", "-").replace(",", "")
        project.mkdir()
        (project / "kura.toml").write_text(f'kura = 1\n[project]\nname = "wrong"\n{text}')
        report.figure(what, median([kura, "check", project], 3, fails=True).cpu, "s CPU", at_most=seconds)


def grown(report, kura, folder):
    """The time of a thing in a small project and in a large one."""
    if not GENERATOR.exists():
        raise Absent(f"there is no {GENERATOR.name}")
    times = {"check": [], "first build": []}
    for counts in [SMALL, KINDS]:
        into = folder / f"large-{counts['services']}"
        out = folder / f"{into.name}-out"
        options = [word for kind, count in counts.items() for word in (f"--{kind}", str(count))]
        subprocess.run([sys.executable, GENERATOR, *options, into], check=True)
        things = sum(counts.values())
        remove = lambda out=out: shutil.rmtree(out, ignore_errors=True)
        times["check"].append(median([kura, "check", into], 5).cpu / things)
        times["first build"].append(median([kura, "build", into, "--out", out], 5, before=remove).cpu / things)
    for command, (few, many) in times.items():
        report.figure(f"{command}: a thing of 2,000 services beside one of 50", many / few, "×", at_most=GROWTH)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    what = f"diff --semantic of the large project, {size:.1f} MB"
    report.figure(what, median([kura, "diff", "--semantic", into, "--out", out], 3).cpu, "s CPU", at_most=SEMANTIC)
