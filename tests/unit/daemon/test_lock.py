"""One core for one installation; what a dead core left behind is harmless."""

from __future__ import annotations

import os
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
print(lock.acquire(Path("/x/core.sock")), flush=True)
sys.stdin.read()
"""


def test_a_second_core_is_told_who_has_the_lock(tmp_path: Path) -> None:
    first, second = CoreLock(tmp_path / "core.lock"), CoreLock(tmp_path / "core.lock")
    assert first.acquire(tmp_path / "core.sock")
    assert not second.acquire(tmp_path / "other.sock")
    assert (first.held, second.held) == (True, False)
    holder = second.holder()
    assert holder is not None
    assert (holder.pid, holder.socket) == (os.getpid(), str(tmp_path / "core.sock"))
    second.release()
    assert first.held
    first.release()
    first.release()
    assert second.holder() is None
    assert second.acquire(tmp_path / "core.sock")
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
        assert not lock.acquire(tmp_path / "core.sock")
        found = lock.holder()
        assert found is not None
        assert found.pid == holder.pid
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert lock.acquire(tmp_path / "core.sock")
        lock.release()


def test_a_damaged_note_says_nothing(tmp_path: Path) -> None:
    lock = CoreLock(tmp_path / "core.lock")
    for text in ("", "[]", '{"pid": "x"}', "\0\0"):
        (tmp_path / "core.json").write_text(text)
        assert lock.holder() is None
