"""The build"""

import os
import pathlib

from measure import cost

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULE = ROOT / "src/rules/network/subnet_outside_vpc.rs"


def figures(report, _kura, folder):
    """A clean release build, and what a change of one rule costs."""
    os.chdir(ROOT)
    os.environ["CARGO_TARGET_DIR"] = str(folder / "target")
    release = cost(["cargo", "build", "--release", "--locked"])
    report.figure("clean release build", release.clock, "s clock", at_most=150)
    report.figure("clean release build", release.cpu, "s CPU")
    for what, command, seconds in [
        ("cargo check", ["cargo", "check", "--locked"], 3),
        ("unit tests", ["cargo", "test", "--locked", "--lib"], 30),
    ]:
        cost(command)
        RULE.touch()
        report.figure(f"{what} after one rule was touched", cost(command).clock, "s clock", at_most=seconds)
