"""Many projects"""

import pathlib
import shutil
import subprocess
import sys

from measure import cost, memory
from report import Absent

GENERATOR = pathlib.Path(__file__).resolve().parents[1] / "projects.py"
# Projects a second by the clock: checked, and built for the first time.
GOALS = {"plain": (2000, 500), "aws": (500, 200)}
# What 10,000 projects may need of what 1,000 do.
MEMORY = 1.2


def figures(report, kura, folder):
    """Both kinds, a thousand and ten thousand of each."""
    if not GENERATOR.exists():
        raise Absent(f"there is no {GENERATOR.name}")
    for kind, (check, build) in GOALS.items():
        held = {"check": [], "build": []}
        for count in [1000, 10_000]:
            into, out = folder / f"{kind}-{count}", folder / f"{kind}-{count}-out"
            subprocess.run([sys.executable, GENERATOR, "--count", str(count), "--seed", "1", "--kind", kind, into], check=True)
            what = f"{count:,} {kind}"
            report.figure(f"{what}: check", count / cost([kura, "check", into]).clock, "a second", at_least=check)
            report.figure(f"{what}: first build", count / cost([kura, "build", into]).clock, "a second", at_least=build)
            for command, options in [("check", []), ("build", ["--out", out])]:
                held[command].append(memory([kura, command, into, *options]))
                report.figure(f"{what}: peak memory of {command}", held[command][-1], "MiB")
            shutil.rmtree(into)
            shutil.rmtree(out)
        for command, (few, many) in held.items():
            report.figure(f"{kind}: memory of {command}, 10,000 beside 1,000", many / few, "×", at_most=MEMORY)
