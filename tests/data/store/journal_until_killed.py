"""A core that streams until somebody kills it: journals numbers, and prints each one after it is stored."""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from app.store import Store
from app.types.models import BackendName


async def main(database: Path) -> None:
    store = await Store.open(database, database.parent / "backups")
    waiting = await store.begin_exchange(None, "waits in the queue", "echo")
    exchange = await store.begin_exchange(None, "count for ever", "echo")
    await store.mark_streaming(exchange.answer.id, BackendName.ECHO, "Echo")
    print(waiting.answer.id, exchange.answer.id, flush=True)
    for number in count():
        await store.append(exchange.answer.id, f"{number} ")
        print(number, flush=True)


asyncio.run(main(Path(sys.argv[1])))
