"""A few of the random runs of benchmarks/lost.py; `./dev lost` makes 500."""

import subprocess
import sys

import pytest


@pytest.mark.thorough
def test_random_runs_lose_nothing_and_double_nothing():
    command = [sys.executable, "-m", "benchmarks.lost", "--runs", "30", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, 0 wrong" in done.stdout
