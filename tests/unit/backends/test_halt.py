"""Ending what an instance waits for, also where a wait is about to end by itself."""

from __future__ import annotations

import asyncio

import pytest

from app.backends.halt import Halt
from app.errors import Cancelled


async def until(halt: Halt, limit_s: float | None, entered: asyncio.Event, leave: asyncio.Event) -> None:
    """A wait that takes a while to end, as a connection does that has to be closed."""
    async with halt.within(limit_s):
        entered.set()
        try:
            await asyncio.Event().wait()
        finally:
            entered.clear()
            await leave.wait()


async def ending(entered: asyncio.Event) -> None:
    while entered.is_set():  # noqa: ASYNC110 - it is cleared by a wait that ends
        await asyncio.sleep(0)


async def test_halting_twice_while_a_wait_ends_is_halting_once() -> None:
    halt, entered, leave = Halt(), asyncio.Event(), asyncio.Event()
    waiting = asyncio.create_task(until(halt, None, entered, leave))
    await entered.wait()
    halt.halt()
    await ending(entered)
    halt.halt()
    leave.set()
    with pytest.raises(Cancelled):
        await waiting


async def test_halting_while_a_limit_runs_out_ends_the_other_waits_too() -> None:
    halt, entered, leave = Halt(), asyncio.Event(), asyncio.Event()
    other_entered = asyncio.Event()
    first = asyncio.create_task(until(halt, 0.0, entered, leave))
    second = asyncio.create_task(until(halt, None, other_entered, leave))
    await other_entered.wait()
    await entered.wait()
    await ending(entered)
    halt.halt()
    leave.set()
    for task in (first, second):
        with pytest.raises(Cancelled):
            await task
    with pytest.raises(Cancelled):
        async with halt.within():
            await asyncio.Event().wait()
