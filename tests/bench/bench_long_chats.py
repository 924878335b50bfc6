"""What the core takes to open a chat of 10,000 messages, to page back in it, to search it and to change its branch."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from app.store import MessageTree, Store
from app.store.ids import new_id
from app.store.records import Live
from app.types.messages import Role
from tests.bench.report import Goal, Result, bench, figure

MESSAGES = 10_000
PAGE = 60
RUNS = 15
WORDS = "Thére was once a fox that met an owl in the old forest. " * 8
GOALS = {"open": 30.0, "page": 10.0, "find": 150.0, "choose": 80.0}


@bench("long_chats")
def long_chats() -> Iterator[Result]:
    """Milliseconds in the core, as the median of several calls."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measure(Path(folder)))
    for name, goal in GOALS.items():
        yield figure("long_chats", name, "ms", found[name], goal=Goal("<=", goal))


async def _measure(folder: Path) -> dict[str, float]:
    store = await Store.open(folder / "tektra.db", folder / "backups")
    tree, ids = MessageTree(store), await store.write(_fill)
    try:
        return {
            "open": await _median(lambda: tree.open("long", PAGE)),
            "page": await _median(lambda: tree.page(ids[len(ids) // 2], PAGE)),
            "find": await _median(lambda: tree.find("long", "OWL 77")),
            "choose": await _median(lambda: tree.choose(ids[0], PAGE)),
        }
    finally:
        await store.close()


def _fill(connection: sqlite3.Connection, _live: Live, now: float) -> list[str]:
    connection.execute("INSERT INTO chats (id, created_at, updated_at) VALUES ('long', ?, ?)", (now, now))
    ids: list[str] = []
    for number in range(MESSAGES):
        parent, role = (ids[-1] if ids else None), (Role.ASSISTANT if number % 2 else Role.USER)
        ids.append(new_id())
        connection.execute(
            """INSERT INTO messages (id, chat_id, parent_id, role, text, status, created_at)
            VALUES (?, 'long', ?, ?, ?, 'complete', ?)""",
            (ids[-1], parent, role, f"{WORDS}owl {number}", now),
        )
    connection.execute("UPDATE chats SET leaf_id = ?", (ids[-1],))
    return ids


async def _median(call: Callable[[], Awaitable[object]]) -> float:
    times: list[float] = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        await call()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000
