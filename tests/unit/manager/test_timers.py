"""Time limits and the manager's own tasks."""

from __future__ import annotations

import asyncio

import pytest

from app.manager.tasks import Tasks
from app.manager.timers import LoopTimers, limited
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import FakeTimers, quiet


async def answer(release: asyncio.Event | None = None, error: Exception | None = None) -> int:
    if release is not None:
        await release.wait()
    if error is not None:
        raise error
    return 42


async def test_work_within_its_limit_gives_its_result_and_leaves_no_timer() -> None:
    timers = FakeTimers()
    assert await limited(timers, 1.0, answer()) == 42
    with pytest.raises(ZeroDivisionError):
        await limited(timers, 1.0, answer(error=ZeroDivisionError()))
    assert timers.pending() == []


async def test_work_beyond_its_limit_is_cancelled() -> None:
    timers, release = FakeTimers(), asyncio.Event()
    waiting = asyncio.create_task(limited(timers, 5.0, answer(release)))
    await quiet()
    timers.turn(5.0)
    with pytest.raises(TimeoutError):
        await waiting


async def test_work_that_answers_its_cancelling_with_an_error_is_late_all_the_same() -> None:
    timers = FakeTimers()

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ZeroDivisionError from None

    waiting = asyncio.create_task(limited(timers, 5.0, stubborn()))
    await quiet()
    timers.turn(5.0)
    with pytest.raises(TimeoutError):
        await waiting


async def test_whoever_gives_up_takes_the_work_along() -> None:
    timers, ended = FakeTimers(), []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    waiting = asyncio.create_task(limited(timers, 5.0, work()))
    await quiet()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended == [True]
    assert timers.pending() == []


async def test_the_loops_own_clock_arranges_calls() -> None:
    timers, called = LoopTimers(), asyncio.Event()
    before = timers.now()
    timers.call_later(0.0, called.set)
    timers.call_later(0.0, pytest.fail).cancel()
    await called.wait()
    assert timers.now() >= before


async def test_draining_waits_for_tasks_that_start_tasks() -> None:
    tasks, order = Tasks(), []

    async def second() -> None:
        order.append("second")

    async def first() -> None:
        tasks.spawn(second())
        order.append("first")

    tasks.spawn(first())
    await tasks.drain(FakeTimers(), 5.0)
    assert order == ["first", "second"]


async def test_draining_has_a_limit(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("1 background tasks did not end within 5 s", level=40)
    tasks, timers = Tasks(), FakeTimers()
    task = tasks.spawn(asyncio.sleep(3600))
    draining = asyncio.create_task(tasks.drain(timers, 5.0))
    await quiet()
    timers.turn(5.0)
    await draining
    await quiet()
    assert task.cancelled()


async def test_a_task_that_fails_is_logged(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("a background task failed", level=40)
    tasks = Tasks()

    async def fail() -> None:
        raise ZeroDivisionError

    tasks.spawn(fail())
    await tasks.drain(FakeTimers(), 5.0)
