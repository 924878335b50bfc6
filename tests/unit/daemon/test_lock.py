"""One core for one installation; what a dead core left behind is harmless."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from app.daemon.lock import CoreLock
from app.process import own_environment

HOLD = """
import sys, time
from pathlib import Path
from app.daemon.lock import CoreLock
lock = CoreLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_a_second_core_does_not_get_the_lock(tmp_path: Path) -> None:
    first, second = CoreLock(tmp_path / "core.lock"), CoreLock(tmp_path / "core.lock")
    assert first.acquire()
    assert not second.acquire()
    assert (first.held, second.held) == (True, False)
    second.release()
    assert first.held
    first.release()
    first.release()
    assert second.acquire()
    second.release()


def test_the_lock_of_a_killed_core_is_free_again(tmp_path: Path) -> None:
    path = tmp_path / "core.lock"
    command = [sys.executable, "-P", "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, env=own_environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lock = CoreLock(path)
        assert not lock.acquire()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert lock.acquire()
        lock.release()
