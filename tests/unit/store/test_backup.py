"""Daily backups: when, how many, whole or not at all, and putting one back."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import ChatNotFound, StoreDamaged, StoreError
from app.store import Store, backup
from app.store.words import parse_query
from app.types.chats import MessageStatus
from tests.unit.store.conftest import DAY, Clock, OpenStore, Place, add_chat


async def with_chat(store: Store, title: str) -> Store:
    await add_chat(store, title)
    return store


def titles_in(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return sorted(row[0] for row in connection.execute("SELECT title FROM chats"))


def backups_of(place: Place) -> list[Path]:
    return sorted(place.backups.iterdir()) if place.backups.exists() else []


async def test_a_day_apart_and_only_with_chats(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await (await with_chat(await open_store(), "one")).close()
    assert backups_of(place) == []
    second = await open_store()
    await second._finish_backup()
    await (await with_chat(second, "two")).close()
    assert [titles_in(path) for path in backups_of(place)] == [["one"]]
    clock.pass_by(DAY - 1)
    await (await open_store()).close()
    assert len(backups_of(place)) == 1
    clock.pass_by(1)
    store = await open_store()
    await store._finish_backup()
    assert store.status().last_backup == str(backups_of(place)[-1])
    assert store.status().last_backup_at == clock.now
    assert place.changes[-1] == store.status()
    assert titles_in(backups_of(place)[-1]) == ["one", "two"]


async def test_the_newest_seven_are_kept_and_private(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await (await with_chat(await open_store(), "0")).close()
    place.backups.mkdir(mode=0o700)
    (place.backups / "my notes.txt").write_text("not ours")
    (place.backups / ".tektra-20200101-000000.db.77.partial").write_text("cut off")
    for day in range(1, 11):
        store = await open_store()
        await store._finish_backup()
        await (await with_chat(store, str(day))).close()
        clock.pass_by(DAY)
    kept = [path for path in backups_of(place) if path.suffix == ".db"]
    assert len(kept) == backup.KEPT
    assert [len(titles_in(path)) for path in kept] == [4, 5, 6, 7, 8, 9, 10]
    assert {path.name for path in backups_of(place)} - {path.name for path in kept} == {"my notes.txt"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE(place.backups.stat().st_mode) == 0o700


async def test_a_backup_is_one_whole_file_even_in_mid_answer(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "half")
    made = backup.make_backup(place.database, place.backups, 1e9)
    assert [path.name for path in backups_of(place)] == [made.name]
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert connection.execute("SELECT text FROM journal").fetchall() == [("half",)]
    await store.append(exchange.answer.id, " and more")
    assert (await store.finish(exchange.answer.id, MessageStatus.COMPLETE)).text == "half and more"


async def test_a_damaged_database_replaces_no_backup(open_store: OpenStore, place: Place) -> None:
    store = await with_chat(await open_store(), "x" * 100)
    await store.close()
    spoil_pages(place.database, 1)
    with pytest.raises((StoreDamaged, sqlite3.DatabaseError)):
        backup.make_backup(place.database, place.backups, 1e9)
    assert backups_of(place) == []


async def test_restoring_puts_the_backup_in_place_and_keeps_today(
    open_store: OpenStore, place: Place, clock: Clock
) -> None:
    await (await with_chat(await open_store(), "yesterday")).close()
    await (await open_store()).close()
    store = await with_chat(await open_store(), "today")
    exchange = await store.begin_exchange(None, "streams", "m")
    status = await store.restore_backup()
    assert status.writable
    assert status.problem is None
    assert [chat.title for chat in await store.chats()] == ["yesterday"]
    assert titles_in(Path(status.set_aside)) == ["streams", "today", "yesterday"]
    assert place.changes[-1] == status
    with pytest.raises(ChatNotFound):
        await store.append(exchange.answer.id, "to nowhere")
    with pytest.raises(ChatNotFound):
        await store.finish(exchange.answer.id, MessageStatus.FAILED)
    await add_chat(store, "works")
    twice = await store.restore_backup()
    assert twice.set_aside != status.set_aside
    assert titles_in(Path(twice.set_aside)) == ["works", "yesterday"]
    assert backup.newest_good(place.backups) is not None


async def test_a_bad_backup_is_passed_over(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await (await with_chat(await open_store(), "good")).close()
    await (await open_store()).close()
    clock.pass_by(DAY)
    await (await open_store()).close()
    _, newest = backups_of(place)
    newest.write_bytes(newest.read_bytes()[:100] + os.urandom(9000))
    (place.backups / "tektra-29990101-000000.db").write_bytes(b"")
    store = await open_store()
    await store.restore_backup()
    assert [chat.title for chat in await store.chats()] == ["good"]


async def test_without_a_backup_nothing_changes(open_store: OpenStore) -> None:
    store = await with_chat(await open_store(), "only")
    with pytest.raises(StoreError, match="no backup"):
        await store.restore_backup()
    assert store.status().writable
    assert [chat.title for chat in await store.chats()] == ["only"]


async def test_a_swap_that_was_cut_off_is_finished(open_store: OpenStore, place: Place) -> None:
    await (await with_chat(await open_store(), "old")).close()
    ready = place.database.with_name("tektra.db.ready")
    ready.write_bytes(place.database.read_bytes())
    with closing(sqlite3.connect(ready)) as connection:
        connection.execute("UPDATE chats SET title = 'new'")
        connection.commit()
    place.database.rename(place.database.with_name("moved already"))
    store = await open_store()
    assert [chat.title for chat in await store.chats()] == ["new"]
    assert not ready.exists()


def spoil_pages(database: Path, first: int) -> None:
    """Garbage from this page (0 is the first) to the end."""
    data = database.read_bytes()
    database.write_bytes(data[: first * 4096] + os.urandom(len(data) - first * 4096))


async def test_backups_are_made_when_asked_and_listed(open_store: OpenStore, place: Place, clock: Clock) -> None:
    store = await with_chat(await open_store(), "one")
    first = await store.back_up()
    clock.pass_by(60)
    await add_chat(store, "two")
    second = await store.back_up()
    assert await store.backups() == (second, first)
    assert (second.at, second.size_bytes) == (clock.now, backups_of(place)[-1].stat().st_size)
    assert store.status().last_backup_at == clock.now
    await store.restore_backup(first.name)
    assert [chat.title for chat in await store.chats()] == ["one"]


@pytest.mark.usefixtures("backup_logged")
async def test_a_backup_that_cannot_be_made_is_said(open_store: OpenStore, place: Place) -> None:
    store = await with_chat(await open_store(), "one")
    place.backups.write_text("a file where the folder belongs")
    with pytest.raises(StoreError, match="No backup could be made"):
        await store.back_up()
    await add_chat(store, "goes on")
    assert await store.backups() == ()


@pytest.mark.parametrize("name", ["tektra-29990101-000000.db", "../tektra.db", "gone.db", ""])
async def test_a_backup_that_is_no_good_is_not_put_in_place(name: str, open_store: OpenStore, place: Place) -> None:
    store = await with_chat(await open_store(), "only")
    await store.back_up()
    (place.backups / "tektra-29990101-000000.db").write_bytes(b"SQLite format 3\x00" + b"\x00" * 5000)
    with pytest.raises(StoreError, match="gone or damaged"):
        await store.restore_backup(name)
    assert [chat.title for chat in await store.chats()] == ["only"]


async def test_temporary_chats_are_in_no_backup(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    stays, secret = await add_chat(store, "ordinary words"), await store.begin_exchange(None, "a secret needle", None)
    await store.append(secret.answer.id, "needles again")
    await store.library.keep_draft(secret.chat.id, "needle")
    await store._write(lambda c: c.execute("UPDATE chats SET temporary = 1 WHERE id = ?", (secret.chat.id,)).rowcount)
    await store.back_up()
    assert not [path for path in place.backups.iterdir() if b"needle" in path.read_bytes()]
    await store.finish(secret.answer.id, MessageStatus.COMPLETE)
    assert (await store.chat(secret.chat.id)).messages[1].text == "needles again"
    await store.restore_backup()
    assert await store.library.chat_ids() == {stays.id}
    everything = "SELECT text FROM messages UNION ALL SELECT text FROM journal UNION ALL SELECT text FROM drafts"
    left = await store._read(lambda c: [row["text"] for row in c.execute(everything)])
    assert not [text for text in left if "needle" in text]
    assert len(await store.library.search(parse_query("ordinary"), 5, archived=True)) == 2
