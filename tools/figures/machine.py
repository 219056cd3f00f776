"""The machine, and the binary."""

import os
import pathlib
import platform
import subprocess


def describe(kura):
    """Prints what the figures depend on."""
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False)
    print("# Figures of kura\n")
    print(f"- {len(os.sched_getaffinity(0))} cores of {models[0] if models else platform.processor()}, {memory:.0f} GiB, {platform.platform()}")
    print(f"- load of the last minute when this began: {os.getloadavg()[0]:.1f}")
    print(f"- {rustc.stdout.strip()}; the binary has {kura.stat().st_size / 1e6:.1f} MB")
