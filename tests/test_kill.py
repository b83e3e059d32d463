"""A few of the kills of benchmarks/kill.py; `./dev kill` makes 100 on each database."""

import subprocess
import sys

import pytest


@pytest.mark.thorough
def test_what_was_acknowledged_is_there_after_kills():
    command = [sys.executable, "-m", "benchmarks.kill", "--rounds", "2", "--on", "sqlite"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 lost, 0 doubled, 0 nobody logged" in done.stdout
