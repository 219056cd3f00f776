"""Prints what kura costs, beside its goals and its peers: python3 tools/figures [--build] [--only SECTION]... [--kura PATH]

Takes the release binary. CPU time is user and system time of the process, the median of many runs, since the clock
tells more of what else the machine does. What cannot be measured is skipped, with the reason. Exits with 1 where a goal
is missed.
"""

import argparse
import pathlib
import sys
import tempfile

import build
import large
import machine
import one
import peers
import projects
from report import Report

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECTIONS = {"one": one.figures, "peers": peers.figures, "projects": projects.figures, "large": large.figures}


def main():
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="tools/figures", description=__doc__.splitlines()[0])
    parser.add_argument("--kura", type=pathlib.Path, default=ROOT / "target/release/kura", help="the binary to measure")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="only this section; may be repeated")
    parser.add_argument("--build", action="store_true", help="build kura anew too, which takes minutes")
    arguments = parser.parse_args()
    kura = arguments.kura.resolve()
    if not kura.exists():
        parser.error(f"there is no {kura}: cargo build --release")
    machine.describe(kura)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="kura-figures-") as folder:
        for name, section in SECTIONS.items():
            if name in (arguments.only or SECTIONS):
                report.section(section, kura, pathlib.Path(folder))
        if arguments.build:
            report.section(build.figures, kura, pathlib.Path(folder))
    sys.exit(report.missed > 0)


main()
