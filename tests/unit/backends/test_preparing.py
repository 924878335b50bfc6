"""Prompts in the making: who is next, who has left, what goes wrong, and that the thread ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from app.backends.llama_cpp.prompting.preparing import Preparing, Wanted
from app.errors import EngineError, InvalidInput
from app.types.generation import GenerateRequest, Priority
from app.types.messages import Message, Role
from tests.helpers.jobs import ListJob


@dataclass
class Bench:
    """Prompts that are made when the test lets them."""

    preparing: Preparing = field(default_factory=Preparing)
    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    ready: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def want(
        self,
        name: str,
        priority: Priority = Priority.NORMAL,
        began: float = 0.0,
        make: Callable[[], str] | None = None,
    ) -> ListJob:
        job = ListJob(GenerateRequest((Message.of(Role.USER, name),), priority=priority))

        def wait_and_make() -> str:
            self.threads.add(threading.current_thread().name)
            self.begun.set()
            assert self.gate.wait(20)
            return make() if make else name

        self.preparing.add(Wanted(job, began, wait_and_make, self.ready.append))
        return job

    def run(self) -> None:
        self.gate.set()
        while self.preparing.busy:
            self.preparing.step(idle=True)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.gate.set()
    made.preparing.close()
    made.preparing.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("prompts")]


def test_a_prompt_is_made_on_another_thread_and_taken_in_on_this_one(bench: Bench) -> None:
    assert not bench.preparing.busy
    job = bench.want("one")
    bench.preparing.step(idle=False)
    assert (bench.ready, bench.preparing.busy) == ([], True)
    bench.run()
    assert (bench.ready, job.ended) == (["one"], False)
    assert [name.startswith("prompts") for name in bench.threads] == [True]


def test_the_most_urgent_is_next_and_then_who_came_first(bench: Bench) -> None:
    bench.want("first", Priority.DRAFT)
    bench.want("draft", Priority.DRAFT, 1.0)
    bench.want("later", began=3.0)
    bench.want("sooner", began=2.0)
    bench.run()
    assert bench.ready == ["first", "sooner", "later", "draft"]


def test_who_leaves_is_let_go_at_once_also_while_its_prompt_is_made(bench: Bench) -> None:
    making, waiting, stays = bench.want("making"), bench.want("waiting"), bench.want("stays")
    assert bench.begun.wait(20)
    making.cancel()
    waiting.cancel()
    bench.preparing.step(idle=False)
    assert (making.ended, waiting.ended, stays.ended) == (True, True, False)
    bench.run()
    assert bench.ready == ["stays"]


def test_what_goes_wrong_is_the_jobs_and_the_next_one_is_made(bench: Bench) -> None:
    def fail() -> str:
        raise InvalidInput("No such picture.")

    bad, good = bench.want("bad", make=fail), bench.want("good", began=1.0)
    bench.run()
    assert (bad.error and bad.error.message, good.error, bench.ready) == ("No such picture.", None, ["good"])


def test_all_are_ended_with_the_reason(bench: Bench) -> None:
    jobs = [bench.want("making"), bench.want("waiting")]
    assert bench.begun.wait(20)
    bench.preparing.end_all(EngineError("Unloaded."))
    assert [job.error and job.error.message for job in jobs] == ["Unloaded."] * 2
    assert not bench.preparing.busy
    assert bench.ready == []
