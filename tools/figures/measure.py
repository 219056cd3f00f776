"""What a command costs."""

import dataclasses
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time

from report import Absent


@dataclasses.dataclass
class Cost:
    """CPU time and time by the clock, in seconds."""

    cpu: float
    clock: float


def cost(command, fails=False):
    """What one run costs. Exit status 1 says that there are findings or differences, and is expected where it `fails`."""
    silence = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    began = time.monotonic()
    # Forking would add the time that Python needs to copy its own pages.
    process = os.posix_spawnp(str(command[0]), [str(word) for word in command], os.environ, file_actions=silence)
    _, status, usage = os.wait4(process, 0)
    clock = time.monotonic() - began
    if os.waitstatus_to_exitcode(status) != (1 if fails else 0):
        raise Absent(f"`{' '.join(map(str, command))}` exits with {os.waitstatus_to_exitcode(status)}")
    return Cost(usage.ru_utime + usage.ru_stime, clock)


def median(command, runs=41, before=None, fails=False):
    """The median of many runs, each after `before`."""
    costs = []
    for _ in range(runs):
        if before:
            before()
        costs.append(cost(command, fails))
    return Cost(statistics.median(one.cpu for one in costs), statistics.median(one.clock for one in costs))


def instructions(command, fails=False):
    """How many million instructions a command executes, which no load of the machine changes."""
    if not shutil.which("valgrind"):
        raise Absent("valgrind is not on PATH")
    with tempfile.NamedTemporaryFile() as log:
        options = ["--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log.name}"]
        cost(["valgrind", *options, *command], fails)
        return int(re.search(r"Collected : (\d+)", log.read().decode())[1]) / 1e6


def memory(command):
    """The most memory that a command held, in MiB."""
    # The kernel counts what the parent held before exec too, and time(1) holds less than Python.
    gnu_time = shutil.which("time")
    if not gnu_time:
        raise Absent("GNU time is not on PATH")
    said = subprocess.run([gnu_time, "-f", "%M", *command], capture_output=True, text=True, check=False)
    return int(said.stderr.splitlines()[-1]) / 1024
