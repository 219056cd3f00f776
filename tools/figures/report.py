"""The lines that are printed: what was measured, what it should be, and whether it is."""


class Absent(Exception):
    """What a figure needs is not here; the message says what."""


class Report:
    """Prints figures, and counts those that miss their goal."""

    def __init__(self):
        self.missed = 0

    def section(self, measure, *arguments):
        """Has a section measured; what it lacks is said, and ends only that section."""
        print(f"\n## {measure.__globals__['__doc__'].splitlines()[0]}\n", flush=True)
        print("| figure | measured | goal | held |\n|---|---|---|---|", flush=True)
        self.attempt("the rest", lambda: measure(self, *arguments))

    def attempt(self, what, measure):
        """Has something measured that may be absent."""
        try:
            measure()
        except Absent as absent:
            print(f"| {what} | skipped: {absent} | | |", flush=True)

    def figure(self, what, value, unit, at_most=None, at_least=None):
        """One figure, with its goal where it has one."""
        goal, held = "", ""
        if at_most is not None:
            goal, held = f"≤ {at_most:,} {unit}", value <= at_most
        elif at_least is not None:
            goal, held = f"≥ {at_least:,} {unit}", value >= at_least
        self.missed += held is False
        word = {True: "yes", False: "**no**"}.get(held, "")
        print(f"| {what} | {value:,.{3 if value < 1 else 1 if value < 100 else 0}f} {unit} | {goal} | {word} |", flush=True)
