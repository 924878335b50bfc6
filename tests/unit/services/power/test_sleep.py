"""After the computer's sleep engines are looked at, and what lost its connection is kept as interrupted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from app.services.power.sleep import GRACE_S, LOOK_EVERY_S, SleepClock, SleepWatch
from app.types.chats import ChatMessage, MessageStatus, ToolStatus, ToolUse
from app.types.messages import Role
from app.types.models import BackendName

ANSWER = ChatMessage("a", "c", None, Role.ASSISTANT, "Once", MessageStatus.STREAMING, 0.0, backend=BackendName.CLOUD)


class Night:
    """A computer, its clocks and its answers; each sleep of the watch runs the next step."""

    def __init__(self, *steps: float) -> None:
        self.steps = list(steps)
        self.awake, self.real = 100.0, 5000.0
        self.answers: tuple[ChatMessage, ...] = ()
        self.later: tuple[ChatMessage, ...] | None = None
        self.stopped: list[tuple[str, MessageStatus]] = []
        self.looked = 0
        self.done = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.awake += seconds
        self.real += seconds
        if seconds == GRACE_S:
            self.answers = self.answers if self.later is None else self.later
            return
        assert seconds == LOOK_EVERY_S
        if not self.steps:
            self.done.set()
            await asyncio.Event().wait()
        self.real += self.steps.pop(0)

    def running_now(self) -> tuple[ChatMessage, ...]:
        return self.answers

    async def stop(self, message_ids: Iterable[str], status: MessageStatus) -> None:
        self.stopped += [(name, status) for name in message_ids]

    def look(self) -> None:
        self.looked += 1

    async def run(self) -> None:
        watch = SleepWatch(self, self.look, SleepClock(lambda: self.awake, lambda: self.real), self.sleep)
        watch.start()
        await self.done.wait()
        await watch.stop()
        await watch.stop()


async def test_a_nap_and_a_step_of_the_clock_are_nothing() -> None:
    night = Night(0.0, 3.0, -50.0, 0.0)
    night.answers = (ANSWER,)
    await night.run()
    assert (night.looked, night.stopped) == (0, [])


async def test_after_a_night_engines_are_looked_at_once() -> None:
    night = Night(0.0, 8 * 3600.0, 0.0)
    await night.run()
    assert night.looked == 1


async def test_only_answers_of_servers_that_stay_silent_are_interrupted() -> None:
    night = Night(600.0)
    goes_on = replace(ANSWER, id="b")
    ours = replace(ANSWER, id="c", backend=BackendName.LLAMA_CPP)
    night.answers = (ANSWER, goes_on, ours)
    night.later = (ANSWER, replace(goes_on, text="Once upon"), ours)
    await night.run()
    assert night.stopped == [("a", MessageStatus.INTERRUPTED)]


async def test_an_answer_that_waits_for_a_person_s_word_on_a_tool_is_left_alone() -> None:
    night = Night(600.0)
    asks = replace(ANSWER, tools=(ToolUse("1", "echo", "{}", 0, ToolStatus.ASKED),))
    night.answers, night.later = (asks, replace(ANSWER, id="b")), (asks, replace(asks, id="b"))
    await night.run()
    assert night.stopped == []


async def test_an_answer_that_ended_meanwhile_is_left_alone() -> None:
    night = Night(600.0)
    night.answers, night.later = (ANSWER,), ()
    await night.run()
    assert night.stopped == []


def test_the_clock_of_this_computer_stands_with_the_other_one() -> None:
    assert SleepClock().slept() == 0.0
