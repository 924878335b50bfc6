"""Corrupt databases: found, kept aside, read row by row; the last good backup is offered."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreDamaged
from app.store import Store, connection
from app.store.migrations import MIGRATIONS
from app.store.words import parse_query
from app.types.chats import MessageStatus
from app.types.library import SavedPrompt
from tests.unit.store.conftest import DAY, Clock, OpenStore, Place, add_chat
from tests.unit.store.processes import line_of, running

PAGE = 4096
CHATS = 30
TURNS = 10


async def fill(store: Store) -> None:
    """Chats with long turns, spread over many pages."""
    chat_ids: list[str | None] = [None] * CHATS
    for turn in range(TURNS):
        for number in range(CHATS):
            exchange = await store.begin_exchange(chat_ids[number], f"chat {number} turn {turn} " + "p" * 300, "m")
            chat_ids[number] = exchange.chat.id
            await store.append(exchange.answer.id, f"answer {number}.{turn} " + "a" * 700)
            await store.finish(exchange.answer.id, MessageStatus.COMPLETE)


async def filled(open_store: OpenStore, clock: Clock, *, with_backup: bool = False) -> None:
    store = await open_store()
    await fill(store)
    await store.close()
    if with_backup:
        await (await open_store()).close()
        clock.pass_by(60)


def pages_of(database: Path, name: str) -> list[int]:
    """The page numbers, from 1, of a table or an index."""
    with closing(sqlite3.connect(database)) as c:
        rows = c.execute("SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno", (name,))
        return [row[0] for row in rows]


def spoil(database: Path, *pages: int) -> None:
    noise = random.Random(7)  # noqa: S311 - the same garbage in every run
    with database.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(noise.randbytes(PAGE))


def assert_repaired(store: Store, place: Place, at_least: int) -> Path:
    status = store.status()
    assert status.writable
    assert status.problem is not None
    assert status.problem["code"] == "store_damaged"
    assert status.recovered_chats >= at_least
    assert status.problem["params"] == {"recovered_chats": status.recovered_chats}
    aside = Path(status.set_aside)
    assert aside.name.startswith("tektra.db.corrupt-")
    assert aside.exists()
    assert not {"tektra.db.draft", "tektra.db.ready"} & set(place.names())
    return aside


async def texts_of(store: Store) -> set[str]:
    found = [await store.chat(chat.id) for chat in await store.chats()]
    return {message.text for chat in found for message in chat.messages}


@pytest.mark.parametrize(
    "content", [b"this is not a database " * 500, os.urandom(20_000), b"\0" * 8192, b"SQLite format 3\0", b""]
)
@pytest.mark.usefixtures("damage_logged")
async def test_not_a_database_is_kept_aside_and_a_backup_offered(
    open_store: OpenStore, place: Place, clock: Clock, content: bytes
) -> None:
    await filled(open_store, clock, with_backup=True)
    place.database.write_bytes(content)
    store = await open_store()
    aside = assert_repaired(store, place, 0)
    assert aside.read_bytes() == content
    assert await store.chats() == ()
    assert store.status().last_backup.endswith(".db")
    await add_chat(store, "in between")
    restored = await store.restore_backup()
    assert (restored.problem, restored.writable) == (None, True)
    assert len(await store.chats()) == CHATS
    assert "tektra.db.replaced-" in restored.set_aside


@pytest.mark.usefixtures("damage_logged")
async def test_garbage_in_the_middle_loses_only_what_lay_there(
    open_store: OpenStore, place: Place, clock: Clock
) -> None:
    await filled(open_store, clock)
    leaves = pages_of(place.database, "messages")
    damaged = [leaves[len(leaves) // 3], leaves[len(leaves) // 2], leaves[-2]]
    spoil(place.database, *damaged)
    evidence = place.database.read_bytes()
    store = await open_store()
    aside = assert_repaired(store, place, CHATS)
    assert aside.read_bytes() == evidence
    chats = await store.chats()
    assert len(chats) == CHATS
    kept = sum(chat.message_count for chat in chats)
    assert CHATS * TURNS * 2 * 0.9 < kept < CHATS * TURNS * 2
    for chat in chats:  # each conversation is still one line from its first message to its last
        assert len((await store.chat(chat.id)).messages) == chat.message_count
    await store.begin_exchange(chats[0].id, "on it goes", "m")
    await store.close()
    again = await open_store()
    assert again.status().problem is None


@pytest.mark.usefixtures("damage_logged")
async def test_chats_whose_rows_are_gone_come_back_by_their_messages(
    open_store: OpenStore, place: Place, clock: Clock
) -> None:
    await filled(open_store, clock)
    spoil(place.database, *pages_of(place.database, "chats"))
    store = await open_store()
    assert_repaired(store, place, CHATS)
    chats = await store.chats()
    assert {chat.title for chat in chats} == {"Recovered chat"}
    assert {chat.message_count for chat in chats} == {2 * TURNS}


@pytest.mark.usefixtures("damage_logged")
async def test_folders_prompts_and_the_index_come_along(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await filled(open_store, clock)
    store = await open_store()
    chat = (await store.chats())[0]
    folder = await store.library.create_folder("Work")
    await store.library.move(chat.id, folder.id)
    await store.library.pin(chat.id, pinned=True)
    prompt = await store.library.save_prompt(SavedPrompt("", "short", "Say it in one line."))
    await store.library.keep_draft(chat.id, "a draft")
    answer = (await store.chat(chat.id)).messages[-1]
    await store.keep_summary(answer.id, "in short")
    await store.close()
    leaves = pages_of(place.database, "messages")
    spoil(place.database, leaves[len(leaves) // 2], *pages_of(place.database, "message_words_data")[2:4])
    store = await open_store()
    assert_repaired(store, place, CHATS)
    assert await store.library.folders() == (folder,)
    assert await store.library.prompts() == (prompt,)
    found = await store.chat(chat.id)
    assert (found.summary.folder_id, found.summary.pinned, found.draft) == (folder.id, True, "a draft")
    assert await store.summaries(answer.id) == {answer.id: "in short"}
    hits = await store.library.search(parse_query(f'"chat 7 turn" "{found.messages[0].text[:4]}"'), 50, archived=True)
    assert len(hits) > TURNS // 2


@pytest.mark.usefixtures("damage_logged")
async def test_a_truncated_file(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await filled(open_store, clock)
    size = place.database.stat().st_size
    os.truncate(place.database, size * 2 // 3 + 100)
    store = await open_store()
    assert_repaired(store, place, 1)
    assert len(await texts_of(store)) > CHATS * TURNS // 2


@pytest.mark.parametrize("index", ["messages_of_chat", "sqlite_autoindex_messages_1", "chats_listed"])
@pytest.mark.usefixtures("damage_logged")
async def test_a_damaged_index_loses_nothing(open_store: OpenStore, place: Place, clock: Clock, index: str) -> None:
    await filled(open_store, clock)
    spoil(place.database, *pages_of(place.database, index))
    store = await open_store()
    assert_repaired(store, place, CHATS)
    assert len(await texts_of(store)) == CHATS * TURNS * 2


@pytest.mark.usefixtures("damage_logged")
async def test_an_index_that_misses_rows_is_found(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await filled(open_store, clock)
    with closing(sqlite3.connect(place.database, isolation_level=None)) as c:
        c.execute("PRAGMA writable_schema=ON")
        kept = c.execute("SELECT * FROM sqlite_master WHERE name = 'messages_of_chat'").fetchone()
        c.execute("DELETE FROM sqlite_master WHERE name = 'messages_of_chat'")
        version = c.execute("PRAGMA schema_version").fetchone()[0]
        c.execute(f"PRAGMA schema_version={version + 1}")
    with closing(sqlite3.connect(place.database, isolation_level=None)) as c:
        chat_id = c.execute("SELECT id FROM chats LIMIT 1").fetchone()[0]
        c.execute(
            "INSERT INTO messages (id, chat_id, role, text, status, created_at) VALUES ('x', ?, 'user', '?', '', 1)",
            (chat_id,),
        )
        c.execute("PRAGMA writable_schema=ON")
        c.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
        c.execute(f"PRAGMA schema_version={version + 2}")
    store = await open_store()
    assert_repaired(store, place, CHATS)
    assert sum(chat.message_count for chat in await store.chats()) == CHATS * TURNS * 2 + 1


@pytest.mark.usefixtures("damage_logged")
async def test_the_schema_page_is_gone(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await filled(open_store, clock, with_backup=True)
    with place.database.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(PAGE - 100))
    store = await open_store()
    assert_repaired(store, place, 0)
    assert len((await store.restore_backup()).last_backup) > 0
    assert len(await store.chats()) == CHATS


async def test_text_that_is_no_utf8_is_read_as_well_as_it_can(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "a needle in the hay", "m")
    await store.close()
    data = place.database.read_bytes()
    assert data.count(b"needle") >= 1
    place.database.write_bytes(data.replace(b"needle", b"n\xff\xfedle"))
    store = await open_store()
    assert (await store.chat(exchange.chat.id)).messages[0].text == "a n\ufffd\ufffddle in the hay"


@pytest.mark.usefixtures("damage_logged")
async def test_damage_after_a_kill_keeps_the_log_and_what_it_holds(
    open_store: OpenStore, place: Place, clock: Clock
) -> None:
    await filled(open_store, clock)
    leaves = pages_of(place.database, "messages")
    with running("journal_until_killed.py", place.database) as core:
        _, answer_id = line_of(core).split()
        while int(line_of(core)) < 50:
            pass
        core.kill()
    log = place.database.with_name("tektra.db-wal")
    evidence = log.read_bytes()
    spoil(place.database, leaves[len(leaves) // 2])
    store = await open_store()
    aside = assert_repaired(store, place, CHATS + 2)
    assert aside.with_name(aside.name + "-wal").read_bytes() == evidence
    (_, answer) = await store.history(answer_id)
    assert answer.text.startswith("".join(f"{number} " for number in range(51)))
    assert answer.status is MessageStatus.INTERRUPTED


@pytest.mark.usefixtures("damage_logged", "fault_logged")
async def test_damage_met_at_run_time_is_typed_and_repaired_by_retry(
    open_store: OpenStore, place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(open_store, clock, with_backup=True)
    leaves = pages_of(place.database, "messages")
    spoil(place.database, leaves[len(leaves) // 2])
    monkeypatch.setattr(connection, "THOROUGH_BYTES", 0)  # as with a large file after a clean end: not checked
    store = await open_store()
    assert store.status().problem is None
    caught: list[StoreDamaged] = []
    for chat in await store.chats():
        try:
            await store.chat(chat.id)
        except StoreDamaged as exc:
            caught.append(exc)
    assert caught
    assert caught[0].hint
    assert [(s.writable, s.problem and s.problem["code"]) for s in place.changes][-1] == (False, "store_damaged")
    assert store.status().last_backup
    assert len(await store.chats()) == CHATS
    with pytest.raises(StoreDamaged):
        await add_chat(store)
    status = await store.retry()
    assert_repaired(store, place, CHATS)
    assert place.changes[-1] == status
    await add_chat(store)


@pytest.mark.usefixtures("backup_logged", "damage_logged", "fault_logged")
async def test_a_backup_that_finds_damage_says_so(
    open_store: OpenStore, place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(open_store, clock)
    leaves = pages_of(place.database, "messages")
    spoil(place.database, leaves[len(leaves) // 2])
    monkeypatch.setattr(connection, "THOROUGH_BYTES", 0)
    store = await open_store()
    await store._finish_backup()
    assert not store.status().writable
    assert place.changes[-1].problem == store.status().problem
    assert not list(place.backups.iterdir())
    await store.retry()
    assert_repaired(store, place, CHATS)


@pytest.mark.usefixtures("damage_logged")
async def test_no_backup_replaces_the_last_good_one_for_a_day(
    open_store: OpenStore, place: Place, clock: Clock
) -> None:
    await filled(open_store, clock, with_backup=True)
    good = sorted(place.backups.iterdir())
    clock.pass_by(2 * DAY)
    spoil(place.database, *pages_of(place.database, "messages")[3:6])
    await (await open_store()).close()
    clock.pass_by(DAY - 60)
    await (await open_store()).close()
    assert sorted(place.backups.iterdir()) == good
    clock.pass_by(120)
    await (await open_store()).close()
    assert len(list(place.backups.iterdir())) == 2


@pytest.mark.usefixtures("damage_logged")
async def test_an_old_schema_is_recovered_and_brought_up_to_date(
    open_store: OpenStore, place: Place, clock: Clock
) -> None:
    await filled(open_store, clock)
    spoil(place.database, *pages_of(place.database, "messages")[5:7])

    def add_stars(c: sqlite3.Connection) -> None:
        c.execute("ALTER TABLE chats ADD COLUMN stars INTEGER NOT NULL DEFAULT 3")

    store = await open_store(migrations=(*MIGRATIONS, add_stars))
    assert_repaired(store, place, CHATS)

    def stars() -> list[Any]:
        with store._database.reading() as c:
            return [row[0] for row in c.execute("SELECT DISTINCT stars FROM chats")]

    assert await store._thread.run(stars) == [3]


@pytest.mark.usefixtures("damage_logged", "fault_logged")
async def test_recovery_without_room_leaves_the_damaged_file_in_place(
    open_store: OpenStore, place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(open_store, clock)
    spoil(place.database, *pages_of(place.database, "messages")[5:7])
    evidence = place.database.read_bytes()

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("app.store.files.mark_ready", full)
        store = await open_store()
        problem = store.status().problem
        assert problem is not None
        assert problem["code"] == "store_full"
    assert not [name for name in place.names() if name.endswith(("draft", "ready")) or "corrupt" in name]
    assert place.database.read_bytes() == evidence
    assert (await store.retry()).recovered_chats == CHATS


@pytest.mark.usefixtures("damage_logged")
async def test_random_damage_never_raises_at_open(open_store: OpenStore, place: Place, clock: Clock) -> None:
    await filled(open_store, clock)
    sound = place.database.read_bytes()
    chance = random.Random(20)  # noqa: S311 - the same damage in every run
    for _ in range(10):
        damaged = bytearray(sound)
        for _ in range(chance.choice([1, 5, 50])):
            start = chance.randrange(len(damaged))
            damaged[start : start + chance.choice([1, 16, 5000])] = chance.randbytes(chance.choice([1, 16, 5000]))
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(damaged)) :]
        for path in place.database.parent.glob("tektra.db*"):
            path.unlink()
        place.database.write_bytes(damaged)
        clock.pass_by(5)
        store = await open_store()
        assert store.status().writable, store.status()
        await texts_of(store)
        await store.begin_exchange(None, "still works", "m")
        await store.close()
