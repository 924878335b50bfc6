"""How long a search over 100,000 messages takes, from what was typed to hits with their snippets, and how long deleting
and copying a large chat keeps an answer's journal waiting.

The words of the messages follow Zipf's law, as those of a language do: the first of them is in nearly every message.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from app.bridge.events import EventBus
from app.services.library import LibraryService
from app.store import Store
from app.types.models import ModelSource, ModelSpec, SourceKind
from tests.bench.report import Goal, Result, bench, figure

MESSAGES = 100_000
OF_CHAT = 20
LARGE_CHAT = 10_000
VOCABULARY = 40_000
RUNS = 7
SEARCH_GOAL = Goal("<=", 50.0)
"""Milliseconds."""
STALL_GOAL = Goal("<=", 50.0)
LETTERS = "etaoinshrdlucmfwypvbgkqjxz"


class NoAnswers:
    """Nothing is being answered."""

    def in_chat(self, chat_id: str) -> list[str]:
        """None."""
        assert chat_id
        return []


@bench("search")
def search() -> Iterator[Result]:
    """Searches of every kind; then a large chat is copied and deleted while an answer is journalled."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> list[Result]:
    store = await Store.open(folder / "tektra.db", folder / "backups")
    await store.close()
    words = vocabulary()
    fill(folder / "tektra.db", words)
    store = await Store.open(folder / "tektra.db", folder / "backups")
    await store._finish_backup()
    echo = ModelSpec("echo", "Echo", ModelSource(SourceKind.ENGINE, "echo"))
    library = LibraryService(store.library, NoAnswers(), lambda _: echo, EventBus(), lambda: 1024)
    results = []
    for name, query in queries(words).items():
        hits, milliseconds = await timed(library, query)
        note = f"{hits} hits"
        results.append(figure("search", name, "ms", milliseconds, goal=SEARCH_GOAL, note=note))
    results += await _stalls(store)
    await store.close()
    return results


def queries(words: list[str]) -> dict[str, str]:
    """What people type, from the cheapest to the dearest."""
    return {
        "rare_word": words[20_000],
        "common_word": words[0],
        "two_common_words": f"{words[0]} {words[1]}",
        "first_letter": words[0][0],
        "beginning_of_a_word": words[300][:3],
        "words_together": f'"{words[0]} {words[1]}"',
        "four_words": " ".join(words[place] for place in (3, 40, 400, 90)),
        "nothing_found": "zzzzqqqq",
        "chinese": "漢字",
        "emoji_and_word": f"🎉 {words[5]}",
        "emoji_and_common_word": f"🎉 {words[0]}",
        "signs": "***",
    }


async def timed(library: LibraryService, query: str) -> tuple[int, float]:
    """The number of hits, and the best of some runs in milliseconds: what else the machine does is not ours."""
    times = []
    hits = 0
    for _ in range(RUNS):
        started = time.perf_counter()
        hits = len(await library.search(query=query))
        times.append(1000 * (time.perf_counter() - started))
    return hits, min(times)


async def _stalls(store: Store) -> list[Result]:
    """How long a piece of an answer waits for the database thread: nearly always, and at most."""
    large = next(chat.id for chat in await store.chats() if chat.message_count == LARGE_CHAT)
    exchange = await store.begin_exchange(None, "meanwhile", "echo")
    started = time.perf_counter()
    copying = asyncio.create_task(store.library.duplicate(large))
    while_copying = await waits(store, exchange.answer.id, copying)
    copied_s = time.perf_counter() - started
    copy = await copying
    await store.delete(copy.id)
    started = time.perf_counter()
    purging = asyncio.create_task(store.library.purge(copy.id))
    while_purging = await waits(store, exchange.answer.id, purging)
    purged_s = time.perf_counter() - started
    return [
        *_figures("copying", while_copying, f"{LARGE_CHAT:,} messages in {copied_s:.1f} s"),
        *_figures("purging", while_purging, f"{LARGE_CHAT:,} messages in {purged_s:.1f} s"),
    ]


def _figures(name: str, times: list[float], note: str) -> Iterator[Result]:
    p99 = sorted(times)[len(times) * 99 // 100]
    yield figure("search", f"wait_while_{name}_p99", "ms", p99, goal=STALL_GOAL, note=note)
    yield figure("search", f"wait_while_{name}_longest", "ms", max(times), note=note)


async def waits(store: Store, answer_id: str, meanwhile: asyncio.Task[Any]) -> list[float]:
    """How long each piece of an answer took to be stored until a task has ended, in milliseconds."""
    times = []
    while not meanwhile.done():
        started = time.perf_counter()
        await store.append(answer_id, "a few words")
        times.append(1000 * (time.perf_counter() - started))
        await asyncio.sleep(0)
    return times


def vocabulary() -> list[str]:
    """Words from the most common one on."""
    chance = random.Random(6)  # noqa: S311 - the same words in every run
    lengths = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)
    return ["".join(chance.choices(LETTERS, k=chance.choice(lengths))) for _ in range(VOCABULARY)]


def fill(database: Path, words: list[str]) -> None:
    """Many chats of twenty messages, and a large one."""
    chance = random.Random(7)  # noqa: S311 - the same texts in every run
    weights = list(itertools.accumulate(1 / (place + 1) for place in range(len(words))))
    with closing(sqlite3.connect(database, isolation_level=None)) as c:
        c.execute("BEGIN")
        at = 0
        for number, size in enumerate([LARGE_CHAT, *[OF_CHAT] * ((MESSAGES - LARGE_CHAT) // OF_CHAT)]):
            chat_id = f"{number:032x}"
            title = " ".join(chance.choices(words, cum_weights=weights, k=5))
            c.execute("INSERT INTO chats (id, title, created_at, updated_at) VALUES (?, ?, 1, ?)", (chat_id, title, at))
            parent = None
            for turn in range(size):
                text = " ".join(chance.choices(words, cum_weights=weights, k=chance.choice((5, 10, 20, 60, 120))))
                role = "assistant" if turn % 2 else "user"
                row = (f"m{at:031x}", chat_id, parent, role, text, float(at))
                c.execute(
                    """INSERT INTO messages (id, chat_id, parent_id, role, text, status, created_at)
                    VALUES (?, ?, ?, ?, ?, 'complete', ?)""",
                    row,
                )
                parent, at = row[0], at + 1
        c.execute("COMMIT")
