"""How long an import of many chats takes, and how long it keeps the core and a running answer's journal waiting."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.services.chat_export import Export
from app.services.chat_import import Import
from app.store import Store
from app.types.transfer import ExportFormat, TransferProgress
from tests.bench.report import Goal, Result, bench, figure
from tests.helpers.chat_files import write_chats

CHATS = 800
TURNS = 25
STALL_GOAL = Goal("<=", 50.0)
"""Milliseconds."""
LOOK_S = 0.001


@bench("transfer")
def transfer() -> Iterator[Result]:
    """An import, an export and a stopped import, each beside an answer that is journalled."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> list[Result]:
    path = await asyncio.to_thread(write_chats, folder / "chats.json", CHATS, TURNS)
    store = await Store.open(folder / "tektra.db", folder / "backups")
    exchange = await store.begin_exchange(None, "meanwhile", "echo")
    answer_id = exchange.answer.id
    note = f"{CHATS} chats, {2 * TURNS * CHATS:,} messages, {path.stat().st_size / 1e6:.0f} MB"
    stopped = asyncio.create_task(Import(store.archive, path).run(_nothing))
    results = await _beside(store, answer_id, asyncio.create_task(_stop(stopped, store)), "stopped_import", note)
    job = asyncio.create_task(Import(store.archive, path).run(_nothing))
    results += await _beside(store, answer_id, job, "import", note)
    assert job.result().chats == CHATS
    export = Export(store.archive, folder / "out.json", ExportFormat.JSON, (), thinking=False)
    results += await _beside(store, answer_id, asyncio.create_task(export.run(_nothing)), "export", note)
    await store.close()
    return results


async def _stop(job: asyncio.Task[object], store: Store) -> None:
    """Stop an import when half of it is there, and wait until it has taken everything back."""
    while len(await store.library.temporary()) < CHATS // 2:  # noqa: ASYNC110 - the import tells nobody
        await asyncio.sleep(0.05)
    job.cancel()
    await asyncio.wait([job])


async def _beside(store: Store, answer_id: str, job: asyncio.Task[object], name: str, note: str) -> list[Result]:
    """What a job takes, the longest stall of the loop and the waits of journalled pieces until it has ended."""
    started = time.perf_counter()
    stalls, waits = await asyncio.gather(_stalls(job), _waits(store, answer_id, job))
    seconds = time.perf_counter() - started
    p99 = sorted(waits)[len(waits) * 99 // 100]
    return [
        figure("transfer", f"{name}_seconds", "s", seconds, note=note),
        figure("transfer", f"{name}_longest_stall_of_the_loop", "ms", max(stalls), goal=STALL_GOAL),
        figure("transfer", f"{name}_wait_of_a_piece_p99", "ms", p99, goal=STALL_GOAL),
        figure("transfer", f"{name}_wait_of_a_piece_longest", "ms", max(waits)),
    ]


async def _stalls(job: asyncio.Task[object]) -> list[float]:
    """How much later than asked for the loop came back, in milliseconds."""
    late = [0.0]
    while not job.done():
        started = time.perf_counter()
        await asyncio.sleep(LOOK_S)
        late.append(1000 * (time.perf_counter() - started - LOOK_S))
    return late


async def _waits(store: Store, answer_id: str, job: asyncio.Task[object]) -> list[float]:
    """How long each piece of an answer took to be stored, in milliseconds; a hundred a second at most."""
    times = [0.0]
    while not job.done():
        started = time.perf_counter()
        await store.append(answer_id, "a few words")
        times.append(1000 * (time.perf_counter() - started))
        await asyncio.sleep(0.01)
    return times


def _nothing(_progress: TransferProgress) -> None:
    """Nobody follows it."""
