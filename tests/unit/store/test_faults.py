"""Locked, full, read-only or impossible places: a typed error, nothing half-written, and on again afterwards."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreError, StoreFull, StoreLocked
from app.store import Store, backup
from app.store.migrations import MIGRATIONS
from app.types.chats import MessageStatus
from app.types.generation import StopReason, Usage
from tests.unit.store.conftest import Clock, OpenStore, Place, add_chat
from tests.unit.store.processes import let_go, line_of, running

MEGABYTE = "x" * 1_000_000


def problem_code(store: Store) -> Any:
    problem = store.status().problem
    return problem and problem["code"]


async def limit_pages(store: Store, more: int) -> None:
    """Let the database grow by so many pages only."""

    def limit() -> None:
        with store._database.reading() as c:
            pages = c.execute("PRAGMA page_count").fetchone()[0]
            c.execute(f"PRAGMA max_page_count={pages + more}")

    await store._thread.run(limit)


@pytest.mark.usefixtures("fault_logged")
async def test_locked_at_open_reads_and_comes_back(open_store: OpenStore, place: Place) -> None:
    first = await open_store()
    chat = (await first.begin_exchange(None, "before", "m")).chat
    await first.close()
    with running("hold_lock.py", place.database, "BEGIN EXCLUSIVE") as holder:
        line_of(holder)
        store = await open_store()
        assert not store.status().writable
        assert problem_code(store) == "store_locked"
        assert (await store.chat(chat.id)).messages[-1].status is MessageStatus.INTERRUPTED
        with pytest.raises(StoreLocked) as caught:
            await store.begin_exchange(None, "lost?", "m")
        assert caught.value.hint
        assert problem_code(store) == "store_locked"
        assert (await store.retry()).problem is not None
        let_go(holder)
    assert (await store.retry()).writable
    assert problem_code(store) is None
    assert [chat.title for chat in await store.chats()] == ["before"]


@pytest.mark.usefixtures("fault_logged")
async def test_locked_wholly_at_open(open_store: OpenStore, place: Place) -> None:
    await (await open_store()).close()
    held = ("PRAGMA locking_mode=EXCLUSIVE", "BEGIN IMMEDIATE", f"PRAGMA user_version={len(MIGRATIONS)}", "COMMIT")
    with running("hold_lock.py", place.database, *held) as holder:
        line_of(holder)
        store = await open_store()
        assert problem_code(store) == "store_locked"
        for call in (store.chats(), add_chat(store)):
            with pytest.raises(StoreLocked):
                await call
        let_go(holder)
    assert (await store.retry()).writable
    assert await store.chats() == ()


@pytest.mark.usefixtures("fault_logged")
async def test_locked_while_it_works(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "a")
    with running("hold_lock.py", place.database, "BEGIN EXCLUSIVE") as holder:
        line_of(holder)
        with pytest.raises(StoreLocked):
            await store.append(exchange.answer.id, "never seen")
        assert [s.writable for s in place.changes] == [False]
        let_go(holder)
    await store.append(exchange.answer.id, "b")
    assert [s.writable for s in place.changes] == [False, True]
    assert (await store.finish(exchange.answer.id, MessageStatus.COMPLETE)).text == "ab"


@pytest.mark.usefixtures("fault_logged")
async def test_an_ending_that_met_a_lock_is_stored_later(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "all of it")
    usage = Usage(completion_tokens=3)
    with running("hold_lock.py", place.database, "BEGIN EXCLUSIVE") as holder:
        line_of(holder)
        with pytest.raises(StoreLocked):
            await store.finish(exchange.answer.id, MessageStatus.COMPLETE, usage, StopReason.FINISHED)
        shown = (await store.chat(exchange.chat.id)).messages[-1]
        assert (shown.text, shown.status) == ("all of it", MessageStatus.INTERRUPTED)
        assert not (await store.chats())[0].answering
        let_go(holder)
    await store.retry()
    stored = (await store.chat(exchange.chat.id)).messages[-1]
    assert (stored.text, stored.status, stored.usage) == ("all of it", MessageStatus.COMPLETE, usage)


@pytest.mark.usefixtures("fault_logged")
async def test_retry_leaves_a_streaming_answer_alone(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    with running("hold_lock.py", place.database, "BEGIN EXCLUSIVE") as holder:
        line_of(holder)
        with pytest.raises(StoreLocked):
            await add_chat(store)
        let_go(holder)
    await store.retry()
    await store.append(exchange.answer.id, "still here")
    message = (await store.chat(exchange.chat.id)).messages[-1]
    assert (message.text, message.status) == ("still here", MessageStatus.WAITING)


@pytest.mark.usefixtures("fault_logged")
async def test_a_full_database_rolls_back_and_goes_on(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "kept ")
    await limit_pages(store, 2)
    with pytest.raises(StoreFull) as caught:
        await store.begin_exchange(exchange.chat.id, MEGABYTE, "m")
    assert "disk is full" in caught.value.message
    with pytest.raises(StoreFull):
        await store.append(exchange.answer.id, MEGABYTE)
    assert (store.status().writable, problem_code(store)) == (False, "store_full")
    assert [m.text for m in (await store.chat(exchange.chat.id)).messages] == ["q", "kept "]
    await limit_pages(store, 10_000)
    await store.append(exchange.answer.id, "more")
    assert store.status().writable
    assert (await store.finish(exchange.answer.id, MessageStatus.COMPLETE)).text == "kept more"
    assert [s.writable for s in place.changes] == [False, True]


@pytest.mark.usefixtures("fault_logged")
async def test_a_fold_without_room_keeps_the_journal(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, MEGABYTE)
    await limit_pages(store, 2)
    with pytest.raises(StoreFull):
        await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    assert (await store.chat(exchange.chat.id)).messages[-1].text == MEGABYTE
    await store.close()
    (_, answer) = await (await open_store()).history(exchange.answer.id)
    assert (answer.text, answer.status) == (MEGABYTE, MessageStatus.INTERRUPTED)


@pytest.mark.usefixtures("fault_logged")
async def test_no_room_for_a_new_database(open_store: OpenStore, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("app.store.files.os.open", full)
        store = await open_store()
        assert problem_code(store) == "store_full"
        with pytest.raises(StoreFull):
            await add_chat(store)
    assert (await store.retry()).writable
    await add_chat(store)


def fill_up(filler: Path) -> None:
    """Write until there is no room left."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)


@pytest.fixture
def small_disk(place: Place) -> Iterator[Path]:
    place.database.parent.mkdir(parents=True)
    mounted = os.name == "posix" and shutil.which("mount") is not None and os.geteuid() == 0
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place.database.parent)]
    if not mounted or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a small disk needs root and the permission to mount")
    yield place.database.parent
    subprocess.run(["umount", "-l", str(place.database.parent)], check=True)


@pytest.mark.usefixtures("fault_logged")
async def test_a_disk_that_is_really_full(small_disk: Path, open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "kept")
    filler = small_disk / "filler"
    fill_up(filler)
    with pytest.raises(StoreFull):
        await store.append(exchange.answer.id, "y" * 400_000)
    await store.close()
    again = await open_store()
    assert not again.status().writable
    assert problem_code(again) == "store_full"
    filler.unlink()
    assert (await again.retry()).writable
    (_, answer) = await again.history(exchange.answer.id)
    assert (answer.text, answer.status) == ("kept", MessageStatus.INTERRUPTED)
    await add_chat(again)
    await again.close()


@pytest.mark.usefixtures("fault_logged")
async def test_impossible_places_never_raise_at_open(open_store: OpenStore, place: Place) -> None:
    place.database.mkdir(parents=True)
    store = await open_store()
    assert problem_code(store) == "store"
    with pytest.raises(StoreError, match="cannot be opened"):
        await store.chats()
    with pytest.raises(StoreError, match="no backup"):
        await store.restore_backup()
    place.database.rmdir()
    assert (await store.retry()).writable

    place.root = place.root / "file"
    place.root.write_text("in the way")
    blocked = await open_store()
    assert problem_code(blocked) == "store"
    assert not blocked.status().writable


@pytest.mark.usefixtures("fault_logged")
async def test_a_file_that_may_not_be_written_can_be_read(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await open_store()
    await first.begin_exchange(None, "readable", "m")
    await first.close()

    def connect(path: Path, **_: Any) -> sqlite3.Connection:
        return real(path, read_only=True)  # what the system does to a file of somebody else

    from app.store import connection

    real = connection.connect
    with monkeypatch.context() as patched:
        patched.setattr(connection, "connect", connect)
        store = await open_store()
    assert not store.status().writable
    assert [chat.title for chat in await store.chats()] == ["readable"]
    with pytest.raises(StoreError, match="opened or written"):
        await add_chat(store)
    assert (await store.retry()).writable


@pytest.mark.usefixtures("backup_logged")
async def test_a_failed_backup_leaves_the_store_working(
    open_store: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store()
    await add_chat(store)
    await store.close()

    def full(*_: Any) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backup, "make_backup", full)
    again = await open_store()
    await again._finish_backup()
    assert again.status().writable
    assert again.status().last_backup == ""
    await add_chat(again)
