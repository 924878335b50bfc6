"""A place of its own for every test, stores that are closed at its end, and a clock that tests turn."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.store import Store
from app.types.chats import ChatSummary, MessageStatus
from app.types.status import StoreStatus
from tests.helpers.logfail import ExpectedLogs

DAY = 24 * 60 * 60


@dataclass
class Clock:
    """Seconds since the epoch, as the test says."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Place:
    """The paths of one installation."""

    root: Path
    changes: list[StoreStatus] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.root / "data" / "tektra.db"

    @property
    def backups(self) -> Path:
        return self.root / "data" / "backups"

    def names(self) -> list[str]:
        return sorted(path.name for path in self.database.parent.iterdir())


@pytest.fixture
def fault_logged(expected_logs: ExpectedLogs) -> None:
    """The test makes the database fail, and the log says so."""
    expected_logs.expect("the database has a fault")


@pytest.fixture
def damage_logged(expected_logs: ExpectedLogs) -> None:
    """The test damages the database, and the log says that it was repaired."""
    expected_logs.expect("the database is damaged", logging.ERROR)


@pytest.fixture
def backup_logged(expected_logs: ExpectedLogs) -> None:
    """A backup fails, and the log says so."""
    expected_logs.expect("no backup could be made")


async def add_chat(store: Store, prompt: str = "a question") -> ChatSummary:
    """A chat with one prompt, which is also its title, and an answer that was stopped at once."""
    exchange = await store.begin_exchange(None, prompt, None)
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    return exchange.chat


OpenStore = Callable[..., Awaitable[Store]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "höme ✓ #1?")


@pytest.fixture
async def open_store(place: Place, clock: Clock) -> AsyncIterator[OpenStore]:
    opened: list[Store] = []

    async def open_one(**options: Any) -> Store:
        options = {"clock": clock, "on_change": place.changes.append, "busy_timeout_s": 0.05, **options}
        store = await Store.open(place.database, place.backups, **options)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        await store.close()
