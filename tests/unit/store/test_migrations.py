"""Schemas of the past and of the future: a backup first, all steps or none, newer ones are only read."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreError, StoreTooNew
from app.process import ROOT
from app.store.migrations import MIGRATIONS
from app.types.chats import MessageStatus
from app.types.generation import StopReason, Usage
from tests.unit.store.conftest import OpenStore, Place, add_chat

DUMPS = sorted((ROOT / "tests" / "data" / "store").glob("v*.sql"))


def load_dump(dump: Path, database: Path) -> None:
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))


def schema_of(database: Path) -> tuple[int, set[str]]:
    with closing(sqlite3.connect(database)) as connection:
        names = {row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
        return connection.execute("PRAGMA user_version").fetchone()[0], names


def first_step(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE notes (text TEXT)")


def second_step(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 3")


def bad_step(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE notes")
    raise KeyError("unforeseen")


def dangling_step(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO journal (message_id, text) VALUES ('nobody', '')")


def make_old(place: Place, *steps: Any) -> None:
    """A database that an earlier program with only these steps left, with one note in it."""
    place.database.parent.mkdir(parents=True)
    with closing(sqlite3.connect(place.database)) as connection:
        for step in steps:
            step(connection)
        connection.execute("CREATE TABLE IF NOT EXISTS notes (text TEXT)")
        connection.execute("INSERT INTO notes (text) VALUES ('precious')")
        connection.execute(f"PRAGMA user_version={len(steps)}")
        connection.commit()


def notes_in(database: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT * FROM notes").fetchall()


def test_there_is_a_dump_of_every_schema() -> None:
    assert [dump.stem for dump in DUMPS] == [f"v{number}" for number in range(1, len(MIGRATIONS) + 1)]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_every_past_schema_opens_with_its_chats(dump: Path, open_store: OpenStore, place: Place) -> None:
    load_dump(dump, place.database)
    store = await open_store()
    assert store.status().writable
    assert store.status().problem is None
    listed = {chat.title: chat for chat in await store.chats()}
    assert set(listed) == {"Why is the sky blue? 🌌", "cut off"}
    assert [chat.title for chat in await store.chats(deleted=True)] == ["deleted"]
    prompt, failed = (await store.chat(listed["Why is the sky blue? 🌌"].id)).messages
    assert prompt.text == "Why is the sky blue? 🌌\nשלום"
    assert [item.name for item in prompt.attachments] == (["sky.png"] if dump.stem != "v1" else [])
    assert (failed.text, failed.status, failed.error and failed.error["code"]) == (
        "It's 'blue'.",
        MessageStatus.FAILED,
        "worker_died",
    )
    _, cut = (await store.chat(listed["cut off"].id)).messages
    assert (cut.text, cut.stop_reason) == ("one two", StopReason.INTERRUPTED)
    await store.close()
    with closing(sqlite3.connect(place.database)) as connection:
        (first,) = connection.execute("SELECT id FROM messages WHERE tokens_per_s IS NOT NULL").fetchone()
    usage = (await (await open_store()).history(first))[-1].usage
    assert usage == Usage(31, 0, 7, 0.4, 55.5)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_every_past_schema_ends_as_a_new_one(
    dump: Path, open_store: OpenStore, place: Place, tmp_path: Path
) -> None:
    await (await open_store()).close()
    new = schema_of(place.database)
    place.root = tmp_path / "old"
    load_dump(dump, place.database)
    await (await open_store()).close()
    assert schema_of(place.database) == new


async def test_a_migration_backs_up_first(open_store: OpenStore, place: Place) -> None:
    make_old(place, first_step)
    store = await open_store(migrations=(first_step, second_step, *MIGRATIONS))
    assert store.status().writable
    await add_chat(store)
    backup = Path(store.status().last_backup)
    await store.close()
    assert notes_in(place.database) == [("precious", 3)]
    assert notes_in(backup) == [("precious",)]
    assert schema_of(backup)[0] == 1


async def test_tables_without_a_number_are_backed_up_too(open_store: OpenStore, place: Place) -> None:
    make_old(place)
    store = await open_store()
    assert store.status().writable
    assert notes_in(Path(store.status().last_backup)) == [("precious",)]


async def test_a_new_database_needs_no_backup(open_store: OpenStore, place: Place) -> None:
    store = await open_store(migrations=(first_step, second_step, *MIGRATIONS))
    assert store.status().last_backup == ""
    await store.close()
    assert not place.backups.exists()


@pytest.mark.parametrize("bad", [bad_step, dangling_step])
@pytest.mark.usefixtures("fault_logged")
async def test_a_migration_that_fails_changes_nothing(open_store: OpenStore, place: Place, bad: Any) -> None:
    make_old(place, first_step)
    store = await open_store(migrations=(first_step, *MIGRATIONS, bad))
    problem = store.status().problem
    assert problem is not None
    assert "left as it was" in str(problem["message"])
    assert not store.status().writable
    assert store.status().last_backup
    with pytest.raises(StoreError, match="left as it was"):
        await store.chats()
    await store.close()
    assert notes_in(place.database) == [("precious",)]
    assert schema_of(place.database)[0] == 1


@pytest.mark.usefixtures("fault_logged")
async def test_no_migration_without_its_backup(
    open_store: OpenStore, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(place, first_step)
    place.backups.write_text("a file where the folder should be")
    store = await open_store(migrations=(first_step, second_step, *MIGRATIONS))
    assert not store.status().writable
    assert notes_in(place.database) == [("precious",)]
    place.backups.unlink()
    assert (await store.retry()).writable


@pytest.mark.usefixtures("fault_logged")
async def test_a_newer_database_is_only_read(open_store: OpenStore, place: Place) -> None:
    store = await open_store(migrations=(*MIGRATIONS, first_step))
    exchange = await store.begin_exchange(None, "from the future", "m")
    await store.append(exchange.answer.id, "half")
    await store.close()
    before = hashlib.sha256(place.database.read_bytes()).hexdigest()
    old = await open_store()
    status = old.status()
    assert not status.writable
    assert status.problem is not None
    assert status.problem["code"] == "store_too_new"
    assert status.problem["hint"]
    assert status.problem["params"] == {"found": len(MIGRATIONS) + 1, "known": len(MIGRATIONS)}
    assert [chat.title for chat in await old.chats()] == ["from the future"]
    assert (await old.chat(exchange.chat.id)).messages[-1].text == "half"
    for call in (
        old.begin_exchange(None, "x", "m"),
        old.rename(exchange.chat.id, "x"),
        old.reopen(exchange.answer.id),
        add_chat(old),
    ):
        with pytest.raises(StoreTooNew) as caught:
            await call
        assert caught.value.hint
    assert not (await old.retry()).writable
    await old.close()
    assert hashlib.sha256(place.database.read_bytes()).hexdigest() == before
    assert (await open_store(migrations=(*MIGRATIONS, first_step))).status().writable


@pytest.mark.usefixtures("fault_logged")
async def test_a_newer_database_that_cannot_even_be_read(open_store: OpenStore, place: Place) -> None:
    make_old(place, first_step, second_step)
    store = await open_store(migrations=(first_step,))
    with pytest.raises(StoreTooNew):
        await store.chats()
    assert notes_in(place.database) == [("precious", 3)]
