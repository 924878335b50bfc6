"""Trees of messages: which branch is shown, pages of long ones, damage, copies, and what is gone for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from app.errors import ChatNotFound, StoreError
from app.store import ChatSetup, MessageTree, Store, branches, tools
from app.store.records import Live
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import ChatOptions, MessageStatus, ToolStatus, ToolUse
from app.types.generation import SamplingOverrides
from tests.unit.store.conftest import DAY, Clock, OpenStore, add_chat

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


async def run(store: Store, sql: str, *values: Any) -> None:
    """Change the database behind the store's back."""

    def change(c: sqlite3.Connection, _live: Live, _now: float) -> None:
        c.execute(sql, values)

    await store.write(change)


async def long_chat(store: Store, turns: int) -> str:
    """A chat of so many questions with answers."""
    chat = await add_chat(store, "0")
    for number in range(1, turns):
        exchange = await store.begin_exchange(chat.id, str(number), None)
        await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    return chat.id


async def test_pages_of_a_branch_join_to_the_whole(open_store: OpenStore) -> None:
    store = await open_store()
    tree, chat_id = MessageTree(store), await long_chat(store, 12)
    whole = (await tree.open(chat_id)).messages
    for size in (1, 5, 23, 24, 25):
        chat = await tree.open(chat_id, size)
        assert chat.older == max(0, 24 - size)
        found = chat.messages
        while page := await tree.page(found[0].id, size):
            found = (*page, *found)
        assert found == whole


async def test_a_page_of_long_messages_ends_earlier(open_store: OpenStore) -> None:
    store = await open_store()
    tree, chat_id = MessageTree(store), await long_chat(store, 4)
    whole = (await tree.open(chat_id)).messages
    large = branches.TEXT_AT_ONCE
    await run(store, "UPDATE messages SET text = ? WHERE id = ?", "ü" * large, whole[7].id)
    await run(store, "UPDATE messages SET text = ? WHERE id = ?", "x" * (large // 2), whole[3].id)
    await run(store, "UPDATE messages SET thinking = ? WHERE id = ?", "x" * (large // 2), whole[1].id)
    chat = await tree.open(chat_id, 8)
    assert ([one.id for one in chat.messages], chat.older) == ([whole[7].id], 7)
    page = await tree.page(whole[7].id, 8)
    assert [one.id for one in page] == [one.id for one in whole[2:7]]
    assert [one.id for one in await tree.page(whole[2].id, 8)] == [one.id for one in whole[:2]]
    assert [one.id for one in await tree.page(whole[6].id, 1)] == [whole[5].id]
    assert len((await tree.open(chat_id, 60)).messages) == 1
    assert (await tree.open(chat_id, 3)).older == 7
    assert len((await tree.open(chat_id)).messages) == 8  # without a limit, all of it


async def test_a_new_chat_has_its_options_and_its_folder(open_store: OpenStore) -> None:
    store = await open_store()
    await run(store, "INSERT INTO folders (id, name, position) VALUES ('f', 'Folder', 0)")
    options = ChatOptions(system_prompt="Be brief. ✓", tools=("echo",), sampling=SamplingOverrides(seed=7))
    exchange = await store.begin_exchange(None, "q", None, setup=ChatSetup(options, "f", temporary=True))
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    tree = MessageTree(store)
    assert (await tree.open(exchange.chat.id)).options == await tree.options(exchange.chat.id) == options
    with pytest.raises(ChatNotFound):
        await store.begin_exchange(None, "q", None, setup=ChatSetup(folder_id="gone"))
    assert len(await store.chats()) <= 1
    for damaged in ("", "[]", '{"tools": 5}', "{"):
        await run(store, "UPDATE chats SET options = ?", damaged)
        assert await tree.options(exchange.chat.id) == ChatOptions()
    await run(store, "INSERT INTO drafts (chat_id, text) VALUES (?, 'begun')", exchange.chat.id)
    assert (await tree.open(exchange.chat.id)).draft == "begun"


@pytest.mark.parametrize("leaf", [None, "gone"])
async def test_without_a_chosen_branch_the_newest_is_shown(open_store: OpenStore, leaf: str | None) -> None:
    store = await open_store()
    chat_id = await long_chat(store, 2)
    first = (await store.chat(chat_id)).messages[1]
    await store.finish((await store.begin_retry(first.id, None)).answer.id, MessageStatus.COMPLETE)
    await run(store, "UPDATE chats SET leaf_id = ?", leaf)
    assert len((await store.chat(chat_id)).messages) == 2


async def test_a_circle_of_damage_ends(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id = await long_chat(store, 3)
    messages = (await store.chat(chat_id)).messages
    await run(store, "UPDATE messages SET parent_id = ? WHERE id = ?", messages[-1].id, messages[0].id)
    tree = MessageTree(store)
    chat = await tree.open(chat_id)
    assert [message.id for message in chat.messages] == [message.id for message in messages]
    assert (await tree.choose(messages[2].id)).messages == chat.messages


async def test_what_was_deleted_long_ago_is_gone_and_what_followed_it_stays(
    open_store: OpenStore, clock: Clock
) -> None:
    store = await open_store()
    tree = MessageTree(store)
    picture = Attachment(AttachmentKind.IMAGE, "a.png", PNG)
    exchange = await store.begin_exchange(None, "secret", None, attached=(picture,))
    await tree.put_tool(exchange.answer.id, ToolUse("t", "echo", "{}", 0, ToolStatus.ASKED))
    answer = await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    assert answer.tools[0].status is ToolStatus.INTERRUPTED
    await tree.edit(answer.id, "kept")
    await tree.delete(exchange.prompt.id)
    clock.pass_by(29 * DAY)
    await store.library.purge_messages(clock() - 30 * DAY)
    await tree.restore(exchange.prompt.id)
    await tree.delete(exchange.prompt.id)
    clock.pass_by(31 * DAY)
    await store.library.purge_messages(clock() - 30 * DAY)
    await store.library.purge_messages(clock() - 30 * DAY)
    with pytest.raises(ChatNotFound):
        await tree.restore(exchange.prompt.id)
    assert [message.text for message in (await tree.open(exchange.chat.id)).messages] == ["kept"]
    assert await store.read(lambda c, _: c.execute("SELECT count(*) FROM files").fetchone()[0]) == 0
    with pytest.raises(ChatNotFound):
        await tree.attachment(exchange.prompt.id, 0)


async def test_a_tool_call_needs_an_answer_that_is_written(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", None)
    tree, use = MessageTree(store), ToolUse("t", "echo", "{}", 0, ToolStatus.RUNNING)
    await tree.put_tool(exchange.answer.id, use)
    assert (await tree.get(exchange.answer.id)).tools == (use,)
    left = await store.read(lambda c, _live: tools.of_message(c, {}, exchange.answer.id))
    assert left[0].status is ToolStatus.FAILED, "nobody writes it: the core that did is dead"
    ended = await store.finish(exchange.answer.id, MessageStatus.FAILED)
    assert ended.tools[0].status is ToolStatus.FAILED
    with pytest.raises(ChatNotFound):
        await tree.put_tool(exchange.answer.id, use)
    await run(store, "UPDATE tool_uses SET status = 'from the future'")
    assert (await tree.get(exchange.answer.id)).tools[0].status is ToolStatus.FAILED


async def test_nothing_changes_in_a_chat_that_lies_in_the_trash(open_store: OpenStore) -> None:
    store = await open_store()
    chat = await add_chat(store)
    tree = MessageTree(store)
    message = (await tree.open(chat.id)).messages[0]
    await tree.delete(message.id)
    await store.delete(chat.id)
    for refused in (
        tree.restore(message.id),
        tree.edit((await tree.open(chat.id)).messages[0].id, "x"),
        store.begin_version(message.id, "x", None),
    ):
        with pytest.raises(ChatNotFound):
            await refused


async def test_a_change_is_stored_whole_or_not_at_all(open_store: OpenStore) -> None:
    store = await open_store()
    chat = await add_chat(store)

    def broken(c: sqlite3.Connection, _live: Live, _now: float) -> None:
        branches.choose(c, chat.id, "half")
        c.execute("INSERT INTO no_such_table VALUES (1)")

    with pytest.raises((StoreError, sqlite3.Error)):
        await store.write(broken)
    leaf = await store.read(lambda c, _live: branches.shown_leaf(c, chat.id))
    assert leaf == (await store.chat(chat.id)).messages[-1].id


async def test_a_long_chat_is_read_in_pieces(open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store = await open_store()
    tree, chat_id = MessageTree(store), await long_chat(store, 8)
    whole, sizes = await store.chat(chat_id), list[int]()
    rows = branches._rows

    def counted(connection: sqlite3.Connection, columns: str, seqs: Sequence[int]) -> Iterable[sqlite3.Row]:
        sizes.append(len(seqs))
        return rows(connection, columns, seqs)

    monkeypatch.setattr(branches, "AT_ONCE", 5)
    monkeypatch.setattr(branches, "_rows", counted)
    assert await store.chat(chat_id) == await tree.open(chat_id) == whole
    history = await store.history(whole.messages[-2].id)
    assert [message.id for message in history] == [message.id for message in whole.messages[:-1]]
    assert await tree.find(chat_id, "3") == (whole.messages[6].id,)
    assert max(sizes) == 5


async def test_options_without_a_policy_write_no_message_anew(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id = await long_chat(store, 3)

    def count(c: sqlite3.Connection, _live: Live) -> int:
        return c.total_changes

    before = await store.read(count)
    await store.setups.set_chat_options(chat_id, ChatOptions(system_prompt="Be brief."))
    assert await store.read(count) == before + 1
