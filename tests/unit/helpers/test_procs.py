"""Starting programs in a home, killing them, and finding those that were left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.process import is_alive
from tests.helpers.procs import Programs, assert_gone, assert_none_left, kill9, processes_of
from tests.helpers.waiting import wait_until, wait_until_async

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]
PARENT = [sys.executable, "-c", f"import subprocess; subprocess.Popen({SLEEP!r}); input()"]
ECHO = [sys.executable, "-c", "import sys, os; print(input()); print(os.environ['TEKTRA_HOME'], file=sys.stderr)"]


def test_a_program_reads_prints_and_ends(programs: Programs, tektra_home: Path) -> None:
    program = programs.start_command(ECHO, stdin="grüße\n")
    assert program.wait() == 0
    assert program.stdout == "grüße\n"
    assert program.stderr == f"{tektra_home}\n"


def test_kill9_ends_a_program_at_once(programs: Programs) -> None:
    program = programs.start_command(STUBBORN)
    wait_until(lambda: program.stdout, what="the program's first word")
    assert programs.running() == [program.pid]
    program.kill9()
    assert program.process.returncode == -9
    assert programs.running() == []


def test_children_of_a_killed_program_are_found(programs: Programs, tektra_home: Path) -> None:
    program = programs.start_command(PARENT, stdin="")
    assert program.wait() != 0
    [child] = wait_until(lambda: processes_of(tektra_home), what="the child")
    assert child != program.pid
    kill9(child)
    assert_gone([child])


def test_processes_of_another_home_do_not_count(programs: Programs, tmp_path: Path) -> None:
    with subprocess.Popen(SLEEP, env={"TEKTRA_HOME": str(tmp_path)}, stdout=subprocess.DEVNULL) as other:
        assert programs.running() == []
        other.kill()


def test_a_process_left_behind_fails_the_test_and_is_ended(tektra_home: Path) -> None:
    programs = Programs(tektra_home)
    program = programs.start_command(STUBBORN)
    wait_until(lambda: program.stdout, what="the program's first word")
    with pytest.raises(pytest.fail.Exception, match="processes left behind"):
        assert_none_left(tektra_home, timeout=0.1)
    assert program.process.wait(10) == -9
    assert not is_alive(program.pid)


def test_stop_all_asks_first(tektra_home: Path) -> None:
    programs = Programs(tektra_home)
    program = programs.start_command(SLEEP)
    wait_until(lambda: program.stdout, what="the program's first word")
    programs.stop_all()
    assert program.process.returncode == -15


def test_waiting_returns_the_value_or_names_what_it_waited_for() -> None:
    values = iter([0, "", "here"])
    assert wait_until(lambda: next(values)) == "here"
    with pytest.raises(pytest.fail.Exception, match="waited 0 s for the ship, in vain"):
        wait_until(lambda: False, 0, "the ship")


async def test_waiting_on_an_event_loop() -> None:
    values = iter([None, 7])
    assert await wait_until_async(lambda: next(values)) == 7
    with pytest.raises(pytest.fail.Exception, match="for the ship"):
        await wait_until_async(lambda: False, 0, "the ship")
