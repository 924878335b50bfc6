"""SIGKILL for every process in every phase: nothing that a person saw is lost, and things go on by themselves."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Installation
from tests.helpers.procs import assert_gone, kill9
from tests.helpers.waiting import wait_until

SLOW = "/echo tokens=100000 rate=50"
READING = "/echo read_s=600"
SHORT = "/echo tokens=150 rate=100"


def test_a_killed_terminal_loses_nothing_the_core_goes_on(tektra: Installation) -> None:
    program = tektra.ask(SHORT)
    tektra.until_text(program, " ")
    program.kill9()
    message = wait_until(
        lambda: (found := tektra.last_message()) and found["status"] == "complete" and found, what="the whole answer"
    )
    assert isinstance(message, dict)
    assert message["usage"]["completion_tokens"] == 150


def test_a_killed_core_leaves_what_had_arrived_marked_as_interrupted(tektra: Installation) -> None:
    program = tektra.ask(SLOW)
    tektra.until_text(program, "\n\n")
    worker = tektra.worker_pid()
    kill9(tektra.core_pid())
    seen = program.stdout
    assert program.wait() != 0
    assert "Traceback" not in program.stderr
    assert_gone([worker])
    message = tektra.last_message()
    assert message["status"] == "interrupted"
    assert message["stop_reason"] == "interrupted"
    assert message["text"].startswith(seen.strip()[:200])
    assert len(message["text"]) >= len(seen.strip()) - 200
    again = tektra.ask("and on we go")
    assert again.wait() == 0


@pytest.mark.parametrize(
    ("phase", "question", "tokens"),
    [("idle", "hello", 1), ("prefill", "/echo read_s=5 tokens=20", 20), ("decode", "/echo tokens=200 rate=50", 200)],
)
def test_a_killed_worker_comes_back_and_the_answer_becomes_whole(
    tektra: Installation, phase: str, question: str, tokens: int
) -> None:
    program = tektra.ask(question)
    if phase == "idle":
        assert program.wait() == 0
    elif phase == "prefill":
        tektra.until_busy()
    else:
        tektra.until_text(program, "\n\n")
    core = tektra.core_pid()
    kill9(tektra.worker_pid())
    assert program.wait() == 0, program.stderr
    message = tektra.last_message()
    assert message["status"] == "complete"
    assert message["usage"]["completion_tokens"] == tokens
    assert message["text"].strip() == program.stdout.strip()
    again = tektra.ask("the next question")
    assert again.wait() == 0, again.stderr
    assert again.stdout.strip() == "the next question"
    assert tektra.core_pid() == core


def test_a_worker_that_is_killed_again_and_again_is_a_cause_in_words(tektra: Installation) -> None:
    program = tektra.ask(READING)
    killed: set[int] = set()
    for _ in range(2):
        pid = wait_until(lambda: (found := tektra.worker_pid()) not in killed and found, what="a fresh worker")
        tektra.until_busy()
        assert isinstance(pid, int)
        killed.add(pid)
        kill9(pid)
    assert program.wait() != 0
    assert "SIGKILL" in program.stderr
    message = tektra.last_message()
    assert message["status"] == "failed"
    assert message["error"]["code"] == "worker_died"
    again = tektra.ask("the next question")
    assert again.wait() == 0, again.stderr


@pytest.mark.parametrize("phase", ["idle", "prefill"])
def test_a_killed_core_takes_its_workers_along(tektra: Installation, phase: str) -> None:
    program = tektra.ask("hello" if phase == "idle" else READING)
    if phase == "idle":
        assert program.wait() == 0
    worker = tektra.worker_pid()
    kill9(tektra.core_pid())
    assert_gone([worker])
    again = tektra.ask("again")
    assert again.wait() == 0, again.stderr


def test_a_stale_socket_and_lockfile_are_harmless(tektra: Installation) -> None:
    assert tektra.ask("one").wait() == 0
    kill9(tektra.core_pid())
    left = [path.name for path in tektra.programs.home.rglob("core.*")]
    assert "core.sock" in left
    assert tektra.ask("two").wait() == 0
    assert len(tektra.json("chats")) == 2


def test_a_second_core_leaves_the_first_alone(tektra: Installation) -> None:
    assert tektra.ask("one").wait() == 0
    core = tektra.core_pid()
    second = tektra.run("core", "--auto")
    assert second.process.returncode == 0
    assert tektra.core_pid() == core
