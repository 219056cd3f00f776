"""What a user, git and bad luck may do to a folder that kura writes into, in random sequences.

After each step a model that knows the user's bytes looks at what kura did; at the end the documented way out must lead to
a clean `kura diff`. A failure shows the seed and the shortest beginning of the sequence that fails.

    ownership.py --kura BINARY --sequences N --seed S [--prove]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ownership_model import Broken
from ownership_steps import Sequence


def attempt(kura: str, seed: str, most: int = 99) -> tuple[int, str | None, list[str]]:
    """Runs a sequence, or its beginning: its length, what is wrong, and what was done."""
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="kura-ownership-", dir=base, ignore_cleanup_errors=True) as folder:
        sequence = Sequence(kura, seed, Path(folder))
        try:
            return sequence.run(most), None, sequence.told
        except (Broken, OSError, subprocess.TimeoutExpired) as broken:
            return 0, str(broken) or repr(broken), sequence.told
        finally:
            sequence.end()


def attack(kura: str, sequences: int, seed: str) -> list[str]:
    """What is wrong with each sequence that fails, after the steps that lead there."""
    failures = []
    for index in range(sequences):
        _, wrong, told = attempt(kura, f"{seed}-{index}")
        if wrong is None:
            continue
        for most in range(10):
            _, shorter, steps = attempt(kura, f"{seed}-{index}", most)
            if shorter:
                wrong, told = shorter, steps
                break
        failures.append("\n".join([f"seed {seed}, sequence {index}:", *told, wrong]))
        print(failures[-1], flush=True)
    return failures


FAKES = {
    "loses a file of the user's": '"$kura" "$@"; code=$?; [ "$1" != build ] || : >notes.txt; exit $code',
    "follows a link": '"$kura" "$@"; code=$?; [ "$1" != build ] || echo x >>../outside/file; exit $code',
    "overwrites what was edited": '[ "$1" != build ] || set -- "$@" --overwrite .; "$kura" "$@"',
    "says what it did not do": '"$kura" "$@" 2>&1 | sed "s/ 0 updated/ 1 updated/"; exit ${PIPESTATUS[0]}',
    "panics at a conflict": '"$kura" "$@"; code=$?; [ $code != 1 ] || code=101; exit $code',
}


def prove(kura: str, sequences: int, seed: str) -> int:
    """Whether the model notices what bad kuras do."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for index, (title, script) in enumerate(FAKES.items()):
            fake = Path(folder, str(index))
            fake.write_text(f"#!/bin/bash\nkura='{kura}'\n{script}\n")
            fake.chmod(0o755)
            if all(attempt(str(fake), f"{seed}-{one}")[1] is None for one in range(sequences)):
                missed.append(title)
    print(f"{len(FAKES) - len(missed)} of {len(FAKES)} bad kuras noticed", *missed, sep="; ")
    return 1 if missed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kura", required=True)
    parser.add_argument("--sequences", type=int, required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--prove", action="store_true", help="attack kuras that are known to be bad")
    given = parser.parse_args()
    kura, started = os.path.abspath(given.kura), time.monotonic()
    if given.prove:
        return prove(kura, given.sequences, given.seed)
    failures = attack(kura, given.sequences, given.seed)
    seconds = time.monotonic() - started
    print(f"{given.sequences} ownership sequences, {len(failures)} failures, seed {given.seed}, {seconds:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
