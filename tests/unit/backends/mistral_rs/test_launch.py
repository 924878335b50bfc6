"""A server never outlives its parent, however that ends, also where the system does not see to that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.process import is_alive, own_command, own_environment
from tests.helpers.waiting import wait_until

_PARENT = """
import os, subprocess, sys
mode, *line = sys.argv[1:]
served = subprocess.Popen([*line[:-3], str(os.getpid()), *line[-3:]])
print(served.pid, flush=True)
sys.stdin.read()
"""
_WATCHED = (
    "import os, sys, time; from app.backends.mistral_rs.launch import watch; watch(int(sys.argv[1])); time.sleep(600)"
)
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.mark.parametrize("way", ["system", "watcher"])
def test_a_killed_parent_takes_its_server_along(way: str) -> None:
    module = "app.backends.mistral_rs.launch"
    line = own_command(module=module) if way == "system" else [sys.executable, "-c", _WATCHED]
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, way, *line, *SLEEP],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=own_environment(),
    )
    with parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
        parent.wait()
        wait_until(lambda: not is_alive(pid))


def test_a_program_that_cannot_be_run_ends_with_a_word(tmp_path: Path) -> None:
    import os

    line = own_command(str(os.getpid()), str(tmp_path / "none"), module="app.backends.mistral_rs.launch")
    ended = subprocess.run(line, capture_output=True, text=True, env=own_environment(), check=False)
    assert ended.returncode != 0
    assert "No such file" in ended.stderr
