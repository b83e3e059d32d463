"""What comes before serving: two first starts may come at once, as of the server and the demo."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_two_first_starts_take_turns(tmp_path):
    command = [sys.executable, "manage.py", "prepare", "--verbosity", "0"]
    environment = {"DATA_DIR": str(tmp_path / "data"), "PATH": ""}
    both = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [one.communicate()[1] for one in both] == ["", ""]
    assert [one.returncode for one in both] == [0, 0]
