"""Files of messages: stored with them, once each, listed without their bytes, gone with the last of them."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

import pytest

from app.store import Store
from app.types.attachments import Attachment, AttachmentInfo, AttachmentKind
from app.types.chats import MessageStatus
from tests.unit.store.conftest import Clock, OpenStore, Place

PICTURE = Attachment(AttachmentKind.IMAGE, "sky.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
SOUND = Attachment(AttachmentKind.AUDIO, "rain ☔.wav", b"RIFF\x00\x00\x00\x00WAVEfmt " + b"\x01" * 100)


async def ask(store: Store, *attached: Attachment, chat_id: str | None = None, text: str = "What is it?") -> str:
    """A question with files and its stopped answer; the id of the chat."""
    exchange = await store.begin_exchange(chat_id, text, None, attached=attached)
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    return exchange.chat.id


def count(place: Place, table: str) -> int:
    with closing(sqlite3.connect(place.database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 (our own names)


async def test_a_message_lists_its_files_and_keeps_their_bytes(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id = await ask(store, PICTURE, SOUND)
    prompt, answer = (await store.chat(chat_id)).messages
    assert prompt.attachments == (
        AttachmentInfo(
            AttachmentKind.IMAGE, "sky.png", "image/png", len(PICTURE.data), hashlib.sha256(PICTURE.data).hexdigest()
        ),
        AttachmentInfo(
            AttachmentKind.AUDIO, "rain ☔.wav", "audio/wav", len(SOUND.data), hashlib.sha256(SOUND.data).hexdigest()
        ),
    )
    assert answer.attachments == ()
    assert await store.attached(answer.id) == {prompt.id: (PICTURE, SOUND)}


async def test_files_of_the_branch_are_read_and_no_others(open_store: OpenStore) -> None:
    store = await open_store()
    await ask(store, SOUND)
    chat_id = await ask(store, PICTURE)
    await ask(store, SOUND, chat_id=chat_id)
    messages = (await store.chat(chat_id)).messages
    assert await store.attached(messages[1].id) == {messages[0].id: (PICTURE,)}
    assert await store.attached(messages[-1].id) == {messages[0].id: (PICTURE,), messages[2].id: (SOUND,)}


async def test_equal_files_are_kept_once_and_go_with_the_last_message(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    first = await ask(store, PICTURE, PICTURE)
    second = await ask(store, PICTURE)
    await store.close()
    assert (count(place, "files"), count(place, "attachments")) == (1, 3)
    for chat_id, left in ((first, 1), (second, 0)):
        with closing(sqlite3.connect(place.database)) as connection:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("DELETE FROM messages WHERE chat_id = ? AND role = 'assistant'", (chat_id,))
            connection.execute("DELETE FROM messages WHERE chat_id = ?", (chat_id,))
            connection.commit()
        assert (count(place, "files"), count(place, "attachments")) == (left, left)


async def test_a_picture_without_words_gives_the_chat_its_name(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id = await ask(store, PICTURE, text="")
    assert (await store.summary(chat_id)).title == "sky.png"


async def test_a_kind_from_a_newer_program_hides_nothing(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    chat_id = await ask(store, PICTURE, SOUND)
    await store.close()
    with closing(sqlite3.connect(place.database)) as connection:
        connection.execute("UPDATE attachments SET kind = 'hologram' WHERE position = 0")
        connection.commit()
    store = await open_store()
    messages = (await store.chat(chat_id)).messages
    assert [item.name for item in messages[0].attachments] == ["rain ☔.wav"]
    assert await store.attached(messages[1].id) == {messages[0].id: (SOUND,)}


@pytest.mark.usefixtures("damage_logged")
async def test_recovery_brings_files_back(open_store: OpenStore, place: Place, clock: Clock) -> None:
    store = await open_store()
    chat_id = await ask(store, PICTURE)
    for number in range(50):
        await ask(store, text=f"{number} " + "x" * 2000)
    await store.close()
    with closing(sqlite3.connect(place.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'messages_of_chat'").fetchone()
    with place.database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    clock.pass_by(1)
    store = await open_store()
    assert store.status().recovered_chats == 51
    messages = (await store.chat(chat_id)).messages
    assert await store.attached(messages[-1].id) == {messages[0].id: (PICTURE,)}


async def test_a_backup_has_the_files(open_store: OpenStore, place: Place, clock: Clock) -> None:
    store = await open_store()
    chat_id = await ask(store, PICTURE)
    await store.close()
    clock.pass_by(25 * 60 * 60)
    await (await open_store()).close()
    store = await open_store()
    await store.restore_backup()
    messages = (await store.chat(chat_id)).messages
    assert [item.name for item in messages[0].attachments] == ["sky.png"]
