"""A few of the kills of benchmarks/kill.py on each database; `./dev kill` makes 100."""

import subprocess
import sys

import pytest


@pytest.mark.thorough
def test_what_was_acknowledged_is_there_after_kills():
    command = [sys.executable, "-m", "benchmarks.kill", "--rounds", "5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 0 lost, 0 doubled, 0 nobody logged") == 2
