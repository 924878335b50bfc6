"""When a worker counts as stuck in the choice of one token, and when it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.backends.worker.marker import NO_JOB, Mark, Work
from app.backends.worker.stuck import LOOK_S, LOOKS, StuckWatch

CHOOSING = Mark(7, Work.SAMPLING, 41)


class Timers:
    """One timer, which fires when the test says so."""

    def __init__(self) -> None:
        self.due: Callable[[], None] | None = None

    def later(self, seconds: float, due: Callable[[], None]) -> Timers:
        assert self.due is None, "one at a time"
        assert seconds == LOOK_S
        self.due = due
        return self

    def cancel(self) -> None:
        self.due = None

    def fire(self) -> None:
        due, self.due = self.due, None
        assert due
        due()


class World:
    def __init__(self) -> None:
        self.mark: Mark | None = CHOOSING
        self.stuck: list[Mark] = []
        self.timers = Timers()
        self.watch = StuckWatch(lambda: self.mark, self.stuck.append, self.timers.later)
        self.watch.begin()

    def look(self, times: int = 1) -> None:
        for _ in range(times):
            self.timers.fire()


def test_one_choice_that_lasts_is_told_once_with_whose_it_is() -> None:
    world = World()
    world.look(LOOKS - 1)
    assert world.stuck == []
    world.look()
    assert world.stuck == [CHOOSING]
    assert world.timers.due is None


def test_an_engine_that_comes_round_is_not_stuck() -> None:
    world = World()
    for step in range(3 * LOOKS):
        world.mark = replace(CHOOSING, steps=step)
        world.look()
    for job in range(3 * LOOKS):
        world.mark = replace(CHOOSING, job=job + 1)
        world.look()
    assert world.stuck == []


@pytest.mark.parametrize("mark", [Mark(7, Work.MEDIA, 41), Mark(0, Work.COMPUTING, 41), Mark(NO_JOB, Work.SAMPLING)])
def test_other_work_may_take_longer(mark: Mark) -> None:
    world = World()
    world.mark = mark
    world.look(3 * LOOKS)
    assert world.stuck == []


def test_it_looks_only_while_something_is_answered() -> None:
    world = World()
    world.watch.begin()
    world.look()
    world.mark = None
    world.look()
    assert world.timers.due is None
    world.mark = CHOOSING
    world.watch.begin()
    world.look(LOOKS - 1)
    assert world.stuck == [], "what was seen before does not count"
    world.watch.close()
    world.watch.close()
    assert world.timers.due is None
