"""Somebody who waits for an answer is told so, and for how long."""

from __future__ import annotations

import asyncio

from app.cli.waiting import Waiting


class Clock:
    """Goes on by one second whenever somebody pauses."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.now += seconds


async def ticks(clock: Clock, until: float) -> None:
    for _ in range(100):
        if clock.now >= until:
            return
        await asyncio.sleep(0)


async def test_silence_is_told_with_its_seconds_until_the_first_word() -> None:
    clock, said = Clock(), list[str]()
    async with Waiting(said.append, clock, clock.pause) as waiting:
        await ticks(clock, 4)
        assert said[0] == "Waiting for the first word… 3 s"
        waiting.heard("Loading the model…")
        del said[:]
        await ticks(clock, 6)
        assert said == []
        await ticks(clock, 9)
        assert said[0].startswith("Loading the model… ")
        waiting.stop()
        del said[:]
        for _ in range(20):
            await asyncio.sleep(0)
        assert said == []
