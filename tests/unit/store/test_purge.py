"""Deleting for good and copying: everything goes or comes along, in slices, and a kill in the middle leaves nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import Busy, ChatNotFound, InvalidInput
from app.store import MessageTree, Store, copies, purge
from app.store.words import parse_query
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import MessageStatus, TitleSource
from tests.unit.store.conftest import DAY, Clock, OpenStore, add_chat

PICTURE = Attachment(AttachmentKind.IMAGE, "a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 100)


@pytest.fixture
async def store(open_store: OpenStore) -> Store:
    return await open_store()


async def rows(store: Store, query: str, *values: object) -> list[tuple[Any, ...]]:
    return await store._read(lambda c: [tuple(row) for row in c.execute(query, values)])


async def run(store: Store, statement: str, *values: object) -> None:
    await store._write(lambda c: c.execute(statement, values).rowcount)


async def long_chat(store: Store, turns: int, word: str = "needle") -> str:
    chat_id = None
    for number in range(turns):
        attached = (PICTURE,) if number == 0 else ()
        exchange = await store.begin_exchange(chat_id, f"{word} {number}", None, attached=attached)
        await store.append(exchange.answer.id, f"answer {number}")
        await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
        chat_id = exchange.chat.id
    assert chat_id is not None
    answer = (await store.chat(chat_id)).messages[-1]
    await store.keep_summary(answer.id, "in short")
    await run(
        store,
        "INSERT INTO tool_uses (id, message_id, at, name, arguments, status) VALUES ('t', ?, 0, 'echo', '{}', 'done')",
        answer.id,
    )
    await store.library.keep_draft(chat_id, "a draft")
    return chat_id


async def everything(store: Store) -> dict[str, int]:
    tables = ("chats", "messages", "attachments", "files", "drafts", "summaries", "tool_uses", "journal")
    return {
        table: (await rows(store, f"SELECT count(*) FROM {table}"))[0][0]  # noqa: S608
        for table in tables
    }


async def test_a_purged_chat_leaves_nothing(store: Store) -> None:
    chat_id = await long_chat(store, 60)
    await store.delete(chat_id)
    assert await store.library.in_trash() == (chat_id,)
    await store.library.purge(chat_id)
    assert set((await everything(store)).values()) == {0}
    assert await store.library.search(parse_query("needle"), 5, archived=True) == ()
    with pytest.raises(ChatNotFound):
        await store.library.purge(chat_id)


async def test_only_what_lies_in_the_trash_goes(store: Store) -> None:
    chat = await add_chat(store)
    with pytest.raises(InvalidInput, match="not in the trash"):
        await store.library.purge(chat.id)
    exchange = await store.begin_exchange(chat.id, "more", None)
    await store.delete(chat.id)
    with pytest.raises(Busy):
        await store.library.purge(chat.id)
    assert await store.library.deleted_before(float("inf")) == ()
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    await store.library.purge(chat.id)
    assert (await everything(store))["messages"] == 0


async def test_others_keep_what_they_share(store: Store) -> None:
    gone, stays = await long_chat(store, 2), await long_chat(store, 2)
    await store.delete(gone)
    await store.library.purge(gone)
    left = await everything(store)
    assert (left["chats"], left["messages"], left["files"], left["attachments"]) == (1, 4, 1, 1)
    assert len(await store.attached((await store.chat(stays)).messages[0].id)) == 1


async def test_nobody_sees_a_chat_that_is_half_gone(store: Store, clock: Clock) -> None:
    chat_id = await long_chat(store, 40)
    await store.delete(chat_id)
    await store._write(lambda c: purge.hide(c, {}, chat_id))
    assert not await store._write(lambda c: purge.delete_slice(c, chat_id))
    assert await store.chats(deleted=True) == ()
    with pytest.raises(ChatNotFound):
        await store.restore(chat_id)
    assert await store.library.deleted_before(clock() - 30 * DAY) == (chat_id,)
    await store.library.purge(chat_id)
    assert set((await everything(store)).values()) == {0}


async def test_a_long_message_is_a_slice_of_its_own(store: Store) -> None:
    chat_id = await long_chat(store, 3, "x" * purge.SLICE_BYTES)
    await store.delete(chat_id)
    await store._write(lambda c: purge.hide(c, {}, chat_id))
    slices = 0
    while not await store._write(lambda c: purge.delete_slice(c, chat_id)):
        slices += 1
    assert slices >= 3


async def test_what_was_deleted_lately_stays(store: Store, clock: Clock) -> None:
    chat = await add_chat(store)
    await store.delete(chat.id)
    clock.pass_by(29 * DAY)
    assert await store.library.deleted_before(clock() - 30 * DAY) == ()
    clock.pass_by(2 * DAY)
    assert await store.library.deleted_before(clock() - 30 * DAY) == (chat.id,)


async def message_ids(store: Store, chat_id: str) -> list[str]:
    return [row[0] for row in await rows(store, "SELECT id FROM messages WHERE chat_id = ? ORDER BY seq", chat_id)]


async def test_single_messages_go_and_what_follows_hangs_on_what_was_before(store: Store) -> None:
    chat_id = await long_chat(store, 3)
    first, second, third, fourth, fifth, last = await message_ids(store, chat_id)
    for gone in (third, fourth, last):
        await run(store, "UPDATE messages SET deleted_at = 5 WHERE id = ?", gone)
    await run(store, "UPDATE chats SET leaf_id = ?", last)
    await store.library.purge_messages(5)
    assert len(await message_ids(store, chat_id)) == 6
    await store.library.purge_messages(6)
    assert await message_ids(store, chat_id) == [first, second, fifth]
    assert await rows(store, "SELECT parent_id FROM messages WHERE id = ?", fifth) == [(second,)]
    assert await rows(store, "SELECT leaf_id FROM chats") == [(fifth,)]
    assert [message.id for message in (await store.chat(chat_id)).messages] == [first, second, fifth]


async def test_the_place_of_a_version_stays_empty_where_others_follow_it(store: Store) -> None:
    chat_id = await long_chat(store, 2)
    prompt, answer, follow_up, _ = await message_ids(store, chat_id)
    other = await store.begin_retry(answer, None)
    await store.finish(other.answer.id, MessageStatus.COMPLETE)
    await run(store, "UPDATE messages SET deleted_at = 5 WHERE id = ?", answer)
    await store.library.purge_messages(6)
    assert await rows(store, "SELECT text, thinking, deleted_at FROM messages WHERE id = ?", answer) == [("", "", 0.0)]
    assert await rows(store, "SELECT parent_id FROM messages WHERE id = ?", follow_up) == [(answer,)]
    assert await rows(store, "SELECT parent_id FROM messages WHERE id = ?", answer) == [(prompt,)]
    await store.library.purge_messages(6)
    assert len(await message_ids(store, chat_id)) == 5


async def test_a_copy_has_everything_and_identities_of_its_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "SLICE", 3)
    chat_id = await long_chat(store, 4)
    source = await store.chat(chat_id)
    beside = await store.begin_retry(source.messages[1].id, "m")
    await store.finish(beside.answer.id, MessageStatus.COMPLETE)
    await run(store, "UPDATE chats SET leaf_id = ?, pinned = 1, imported_id = 'x', unread = 1", source.messages[-1].id)
    copy = await store.library.duplicate(chat_id)
    assert (copy.title, copy.pinned, copy.unread, copy.deleted_at) == ("needle 0 (2)", True, False, None)
    assert copy.title_source is TitleSource.MODEL
    assert copy.message_count == 9
    ours, theirs = await message_ids(store, chat_id), await message_ids(store, copy.id)
    assert not set(ours) & set(theirs)
    texts = """SELECT text, role, status, (SELECT p.text FROM messages p WHERE p.id = m.parent_id)
        FROM messages m WHERE chat_id = ? ORDER BY seq"""
    assert await rows(store, texts, copy.id) == await rows(store, texts, chat_id)
    assert await rows(store, "SELECT leaf_id, imported_id FROM chats WHERE id = ?", copy.id) == [(theirs[7], None)]
    assert (await everything(store)) | {"drafts": 1} == {
        "chats": 2,
        "messages": 18,
        "attachments": 2,
        "files": 1,
        "drafts": 1,
        "summaries": 2,
        "tool_uses": 2,
        "journal": 0,
    }
    assert (await store.library.duplicate(copy.id)).title == "needle 0 (3)"


async def test_an_answer_that_is_being_written_is_copied_as_far_as_it_came(store: Store) -> None:
    exchange = await store.begin_exchange(None, "question", None)
    await store.append(exchange.answer.id, "half")
    copy = await store.library.duplicate(exchange.chat.id)
    _, answer = (await store.chat(copy.id)).messages
    assert (answer.text, answer.status) == ("half", MessageStatus.INTERRUPTED)
    await store.append(exchange.answer.id, " more")
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    assert (await store.chat(exchange.chat.id)).messages[1].text == "half more"


async def test_a_copy_is_seen_when_it_is_whole(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "SLICE", 1)
    chat_id = await long_chat(store, 3)
    begun, write = asyncio.Event(), store.library._write

    async def write_and_tell(job: Callable[[sqlite3.Connection], Any]) -> Any:
        done = await write(job)
        begun.set()
        return done

    monkeypatch.setattr(store.library, "_write", write_and_tell)
    copying = asyncio.create_task(store.library.duplicate(chat_id))
    await begun.wait()
    assert [chat.id for chat in await store.chats()] == [chat_id]
    assert await store.library.deleted_before(clock()) == ()
    copy = await copying
    assert {chat.id for chat in await store.chats()} == {chat_id, copy.id}


async def test_half_a_copy_goes_with_the_trash(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    chat_id = await long_chat(store, 3)

    def full(_connection: sqlite3.Connection, _copying: object) -> bool:
        raise InvalidInput("no more")

    monkeypatch.setattr(copies, "copy_slice", full)
    with pytest.raises(InvalidInput):
        await store.library.duplicate(chat_id)
    assert [chat.id for chat in await store.chats()] == [chat_id]
    (half,) = await store.library.deleted_before(clock() - DAY)
    await store.library.purge(half)
    assert (await everything(store))["chats"] == 1


async def test_what_lies_in_the_trash_is_not_copied(store: Store) -> None:
    chat = await add_chat(store)
    await store.delete(chat.id)
    with pytest.raises(ChatNotFound):
        await store.library.duplicate(chat.id)


async def test_a_chat_that_goes_while_it_is_copied_has_no_half_copy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "SLICE", 1)
    chat_id = await long_chat(store, 3)
    copying = asyncio.create_task(store.library.duplicate(chat_id))
    await asyncio.sleep(0)
    await store.delete(chat_id)
    with pytest.raises(ChatNotFound):
        await copying
    assert await store.chats() == ()


async def test_a_branch_is_copied_in_slices_of_few_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chat_id = await long_chat(store, 3)
    exchange = await store.begin_exchange(chat_id, "word " * 60_000, None)
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    path = (await store.chat(chat_id)).messages
    await MessageTree(store).delete(path[2].id)
    sizes: list[int] = []
    copy_slice = copies.copy_slice

    def counted(connection: sqlite3.Connection, copying: copies.Copying) -> bool:
        before = len(copying.ids)
        done = copy_slice(connection, copying)
        sizes.append(len(copying.ids) - before)
        return done

    monkeypatch.setattr(copies, "copy_slice", counted)
    copy = await store.library.branch(exchange.answer.id)
    texts = [message.text for message in (await store.chat(copy.id)).messages]
    assert texts == [message.text for message in path if message.id != path[2].id]
    assert sizes == [6, 1, 0]


async def test_a_branch_has_what_arrived_of_an_answer_before_it(store: Store) -> None:
    chat = await add_chat(store)
    first = await store.begin_exchange(chat.id, "one", None)
    await store.append(first.answer.id, "half")
    second = await store.begin_exchange(chat.id, "two", None)
    copy = await store.library.branch(second.prompt.id)
    *_, answer, prompt = (await store.chat(copy.id)).messages
    assert (answer.text, answer.status, prompt.text) == ("half", MessageStatus.INTERRUPTED, "two")
    for exchange in (first, second):
        await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
