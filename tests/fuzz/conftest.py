"""``./dev fuzz`` sends more than the suite does, and says how they were answered."""

from collections import Counter

ANSWERS, CHANGES, FOUND = Counter(), Counter(), {}  # FOUND: error → (who, what)
DEFAULTS = {"requests": 2000, "seed": 1}  # in `./dev test all`


def pytest_addoption(parser):
    for name, default in DEFAULTS.items():
        parser.addoption(f"--{name}", type=int, default=default)


def pytest_terminal_summary(terminalreporter):
    if ANSWERS:
        told = ", ".join(f"{times} × {status}" for status, times in sorted(ANSWERS.items()))
        changed = sum(CHANGES.values())
        terminalreporter.write_line(f"{ANSWERS.total()} bad requests: {told}")
        terminalreporter.write_line(f"After {changed} changes all rows held and all pages opened.")
        for error, (who, what) in FOUND.items():
            terminalreporter.write_line(f"{error}\n    {who}: {what}")
