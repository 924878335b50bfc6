"""Chats: create, list, rename, trash, and what makes one the newest."""

from __future__ import annotations

import stat

import pytest

from app.errors import ChatNotFound, InvalidInput, StoreError
from app.store.branches import PATH
from app.store.chats import LISTED
from app.store.messages import NEWEST
from app.types.chats import MessageStatus
from tests.unit.store.conftest import Clock, OpenStore, Place, add_chat


async def test_a_new_store_is_empty_writable_and_private(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    assert store.status().writable
    assert store.status().problem is None
    assert await store.chats() == ()
    await add_chat(store)
    for path in place.database.parent.glob("tektra.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE(place.database.parent.stat().st_mode) == 0o700


async def test_an_open_file_mode_is_closed(open_store: OpenStore, place: Place) -> None:
    await (await open_store()).close()
    place.database.chmod(0o644)
    await open_store()
    assert stat.S_IMODE(place.database.stat().st_mode) == 0o600


async def test_chats_survive_a_restart_newest_first(open_store: OpenStore, clock: Clock) -> None:
    store = await open_store()
    for text in ("first", "second", "third"):
        clock.pass_by(1)
        exchange = await store.begin_exchange(None, text, "m")
        await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    oldest = (await store.chats())[-1]
    clock.pass_by(1)
    again = await store.begin_exchange(oldest.id, "more", "m")
    await store.finish(again.answer.id, MessageStatus.COMPLETE)
    await store.close()
    listed = await (await open_store()).chats()
    assert [(chat.title, chat.message_count, chat.answering) for chat in listed] == [
        ("first", 4, False),
        ("third", 2, False),
        ("second", 2, False),
    ]


async def test_a_chat_gets_its_title_from_the_first_prompt_with_visible_text_only(open_store: OpenStore) -> None:
    store = await open_store()
    chat = (await store.begin_exchange(None, "\0", "m")).chat
    assert (chat.title, chat.message_count, chat.model_id) == ("New chat", 2, "m")
    assert (await store.begin_exchange(chat.id, "Hello there", "m")).chat.title == "Hello there"
    assert (await store.begin_exchange(chat.id, "Something else", "m")).chat.title == "Hello there"


async def test_a_chosen_title_stays_and_does_not_move_the_chat(open_store: OpenStore, clock: Clock) -> None:
    store = await open_store()
    chat = await add_chat(store)
    clock.pass_by(5)
    renamed = await store.rename(chat.id, " My\nchat\0 ")
    assert renamed.title == "My chat"
    assert renamed.updated_at == chat.updated_at
    assert (await store.begin_exchange(chat.id, "prompt", None)).chat.title == "My chat"


async def test_a_title_of_nothing_is_refused(open_store: OpenStore) -> None:
    store = await open_store()
    chat = await add_chat(store, "kept")
    with pytest.raises(InvalidInput, match="title"):
        await store.rename(chat.id, " \n\0")
    assert (await store.chat(chat.id)).summary.title == "kept"


async def test_deleting_is_undone_by_restoring(open_store: OpenStore, clock: Clock) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "keep me", "m")
    deleted = await store.delete(exchange.chat.id)
    clock.pass_by(9)
    assert await store.delete(exchange.chat.id) == deleted
    assert await store.chats() == ()
    assert [chat.id for chat in await store.chats(deleted=True)] == [exchange.chat.id]
    assert len((await store.chat(exchange.chat.id)).messages) == 2
    restored = await store.restore(exchange.chat.id)
    assert restored == await store.restore(exchange.chat.id)
    assert restored.deleted_at is None
    assert [chat.id for chat in await store.chats()] == [exchange.chat.id]
    assert await store.chats(deleted=True) == ()


async def test_nothing_is_said_in_a_deleted_chat(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "a", "m")
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    await store.delete(exchange.chat.id)
    for call in (
        store.begin_exchange(exchange.chat.id, "b", "m"),
        store.begin_retry(exchange.answer.id, "m"),
        store.reopen(exchange.answer.id),
    ):
        with pytest.raises(ChatNotFound, match="deleted"):
            await call
    assert len((await store.chat(exchange.chat.id)).messages) == 2


async def test_the_model_of_a_chat_is_remembered(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "a", "one")
    assert exchange.chat.model_id == "one"
    assert (await store.begin_exchange(exchange.chat.id, "b", "three")).chat.model_id == "three"


async def test_unknown_ids_are_named(open_store: OpenStore) -> None:
    store = await open_store()
    for call in (
        store.chat("nope"),
        store.rename("nope", "x"),
        store.delete("nope"),
        store.restore("nope"),
        store.begin_exchange("nope", "x", None),
        store.begin_retry("nope", None),
        store.reopen("nope"),
        store.history("nope"),
        store.append("nope", "x"),
        store.finish("nope", MessageStatus.COMPLETE),
    ):
        with pytest.raises(ChatNotFound) as caught:
            await call
        assert caught.value.params == {"id": "nope"}
    assert await store.chats() == ()


async def test_a_closed_store_says_so_and_closes_twice(open_store: OpenStore) -> None:
    store = await open_store()
    await store.close()
    await store.close()
    assert not store.status().writable
    with pytest.raises(StoreError, match="closed"):
        await store.chats()


async def test_the_sidebar_and_the_history_use_indexes(open_store: OpenStore) -> None:
    store = await open_store()

    def plan(query: str, *arguments: str) -> str:
        with store._database.reading() as c:
            return "\n".join(row["detail"] for row in c.execute(f"EXPLAIN QUERY PLAN {query}", arguments))

    listed = await store._thread.run(lambda: plan(LISTED))
    assert "USING INDEX chats_listed" in listed
    assert "COVERING INDEX messages_of_chat" in listed
    assert "TEMP B-TREE" not in listed
    newest = await store._thread.run(lambda: plan(NEWEST, "x"))
    assert "SEARCH messages USING INDEX messages_of_chat" in newest
    assert "TEMP B-TREE" not in newest
    branch = await store._thread.run(lambda: plan(PATH, "x", -1))
    assert "SCAN messages" not in branch
    assert "SCAN m" not in branch
