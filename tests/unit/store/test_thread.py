"""The database thread keeps order, carries errors over and never tears a job."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from functools import partial

import pytest

from app.errors import StoreError
from app.store.thread import DatabaseThread


@pytest.fixture
def thread() -> Iterator[DatabaseThread]:
    started = DatabaseThread("test-store")
    yield started
    started.close()


async def test_jobs_run_in_order_on_one_other_thread(thread: DatabaseThread) -> None:
    seen: list[int] = []

    def job(number: int) -> str:
        seen.append(number)
        return threading.current_thread().name

    names = await asyncio.gather(*(thread.run(partial(job, number)) for number in range(50)))
    assert seen == list(range(50))
    assert set(names) == {"test-store"}


async def test_an_error_reaches_its_caller_and_the_thread_goes_on(thread: DatabaseThread) -> None:
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 // 0)
    assert await thread.run(lambda: 7) == 7


async def test_the_event_loop_goes_on_while_a_job_runs(thread: DatabaseThread) -> None:
    let_go = threading.Event()
    job = asyncio.create_task(thread.run(lambda: let_go.wait(30)))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not job.done()
    let_go.set()
    assert await job


async def test_a_cancelled_call_still_runs_whole(thread: DatabaseThread) -> None:
    started, let_go, ran = threading.Event(), threading.Event(), []

    def job() -> None:
        started.set()
        let_go.wait(30)
        ran.append("whole")

    call = asyncio.create_task(thread.run(job))
    await asyncio.to_thread(started.wait, 30)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    let_go.set()
    assert await thread.run(lambda: list(ran)) == ["whole"]


async def test_a_closed_thread_says_so_and_closes_twice(thread: DatabaseThread) -> None:
    thread.close()
    thread.close()
    with pytest.raises(StoreError, match="closed"):
        await thread.run(lambda: 1)


def test_a_loop_that_is_gone_does_not_end_the_thread(thread: DatabaseThread) -> None:
    let_go = threading.Event()

    async def leave_early() -> None:
        thread.submit(lambda: let_go.wait(30))

    asyncio.run(leave_early())
    let_go.set()

    async def come_back() -> int:
        return await thread.run(lambda: 5)

    assert asyncio.run(come_back()) == 5
