"""``./dev fuzz`` sends more than the suite does, and says how they were answered."""

from collections import Counter

ANSWERS, CHANGES, FOUND = Counter(), Counter(), {}  # FOUND: error → (who, what)


def pytest_addoption(parser):
    parser.addoption("--requests", type=int, default=300, help="how many bad requests, at least")
    parser.addoption("--seed", type=int, default=1, help="of the first of them")


def pytest_terminal_summary(terminalreporter):
    if ANSWERS:
        told = ", ".join(f"{times} × {status}" for status, times in sorted(ANSWERS.items()))
        changed = sum(CHANGES.values())
        terminalreporter.write_line(f"{ANSWERS.total()} bad requests: {told}")
        terminalreporter.write_line(f"After {changed} changes all rows held and all pages opened.")
        for error, (who, what) in FOUND.items():
            terminalreporter.write_line(f"{error}\n    {who}: {what}")
