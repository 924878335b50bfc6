"""The world around a manager under test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.unit.manager.harness import World, quiet


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A manager with two models, one engine and hand-turned time; after the test nothing of it may be left."""
    made = World(tmp_path / "data" / "engine-notes.json")
    await made.manager.start()
    yield made
    for engine in made.engines.values():
        for release in (engine.close_release, engine.stop_hangs):
            if release is not None:
                release.set()
    await made.manager.close()
    await quiet()
    for question in made.questions:
        assert question.done, "an answer was left waiting"
        if not question.task.cancelled():
            question.task.exception()  # seen: what the end of the manager does to it is not every test's business
    for engine in made.engines.values():
        assert engine.immortal or not engine.running, "a worker was left behind"
