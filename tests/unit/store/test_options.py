"""Options, assistants and texts of documents in the database, also after an older schema and after damage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from app.errors import ChatNotFound, InvalidInput
from app.process import ROOT
from app.store.options import ChatSetup
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import ChatOptions, ContextPolicy, MessageStatus
from app.types.generation import SamplingOverrides
from app.types.library import Assistant, ModelOptions
from tests.unit.store.conftest import OpenStore, Place, add_chat
from tests.unit.store.test_migrations import load_dump

OPTIONS = ChatOptions("a1", "Be brief.", "fast", SamplingOverrides(top_k=3), ContextPolicy.DROP, thinking=False)


async def test_a_prompt_and_its_setup_are_stored_in_one_step(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    with pytest.raises(ChatNotFound, match="no such folder"):
        await store.begin_exchange(None, "lost", "m", setup=ChatSetup(OPTIONS, "none"))
    assert await store.chats() == ()
    exchange = await store.begin_exchange(None, "kept", "m", setup=ChatSetup(OPTIONS, temporary=True))
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    assert (await store.chat(exchange.chat.id)).options == OPTIONS
    with closing(sqlite3.connect(place.database)) as connection:
        assert connection.execute("SELECT temporary, folder_id FROM chats").fetchall() == [(1, None)]
        assert "thinking" in connection.execute("SELECT options FROM chats").fetchone()[0]
    more = await store.begin_exchange(exchange.chat.id, "more", "m", setup=ChatSetup(None, "none", temporary=False))
    assert (await store.chat(more.chat.id)).options == OPTIONS, "place and kind are those of a new chat alone"


async def test_a_chat_that_leaves_the_policy_open_follows_no_answer_of_before(open_store: OpenStore) -> None:
    store = await open_store()
    first = await store.begin_exchange(None, "one", "m", ContextPolicy.DROP)
    await store.finish(first.answer.id, MessageStatus.STOPPED)
    await store.setups.set_chat_options(first.chat.id, ChatOptions(context_policy=ContextPolicy.DROP))
    second = await store.begin_exchange(first.chat.id, "two", "m")
    assert second.answer.context_policy is ContextPolicy.DROP
    await store.finish(second.answer.id, MessageStatus.STOPPED)
    await store.setups.set_chat_options(first.chat.id, ChatOptions(), "other")
    third = await store.begin_exchange(first.chat.id, "three", "m")
    assert third.answer.context_policy is None
    for call in (store.setups.chat_options("none"), store.setups.set_chat_options("none", ChatOptions())):
        with pytest.raises(ChatNotFound):
            await call


async def test_what_an_older_program_chose_for_answers_is_said_by_the_chat(open_store: OpenStore, place: Place) -> None:
    load_dump(ROOT / "tests" / "data" / "store" / "v3.sql", place.database)
    with closing(sqlite3.connect(place.database)) as connection:
        connection.execute("UPDATE messages SET context_policy = 'summarise' WHERE seq = 2")
        connection.execute("UPDATE messages SET context_policy = 'drop' WHERE seq IN (3, 7)")
        connection.commit()
    store = await open_store()
    chats = {chat.title: chat.id for chat in (*await store.chats(), *await store.chats(deleted=True))}
    found = {title: (await store.setups.chat_options(chat)).context_policy for title, chat in chats.items()}
    assert found == {
        "Why is the sky blue? 🌌": ContextPolicy.DROP,
        "cut off": ContextPolicy.DROP,
        "deleted": None,
    }


async def test_assistants_and_models(open_store: OpenStore) -> None:
    store = await open_store()
    library = store.setups
    ann = await library.save_assistant(Assistant("2", "ann", sampling=SamplingOverrides(stop=("x",))))
    bob = await library.save_assistant(Assistant("1", "Bob"))
    assert await library.assistants() == (ann, bob)
    assert await library.assistant("2") == ann
    assert await library.assistant("3") is None
    assert await library.delete_assistant("2") == ann
    with pytest.raises(InvalidInput):
        await library.delete_assistant("2")
    wanted = ModelOptions("Be brief.", "fast", SamplingOverrides(seed=0))
    await library.set_model_options("m", wanted)
    assert await library.model_options("m") == wanted
    await library.set_model_options("m", ModelOptions())
    assert await library.model_options("m") == await library.model_options("never") == ModelOptions()


async def test_a_chat_goes_with_its_texts_and_unknown_kinds_are_left_out(open_store: OpenStore) -> None:
    store = await open_store()
    files = (Attachment(AttachmentKind.DOCUMENT, "a.txt", b"1"), Attachment(AttachmentKind.IMAGE, "b.png", b"2"))
    exchange = await store.begin_exchange(None, "q", "m", attached=files)
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    (_, document, unread), (_, picture, nothing) = await store.setups.files_as_read(exchange.answer.id)
    assert (document, picture, nothing) == (*files, "")
    await store.setups.keep_document_texts({unread: "one\ud800", "0" * 64: "of nobody"})
    ((owner, document, unread), _) = await store.setups.files_as_read(exchange.answer.id)
    assert (owner, document.data, unread) == (exchange.prompt.id, "one\ufffd".encode(), "")


async def test_options_of_a_stored_chat_are_none_at_first(open_store: OpenStore) -> None:
    store = await open_store()
    assert (await store.chat((await add_chat(store)).id)).options == ChatOptions()


async def test_a_renamed_preset_is_renamed_wherever_it_is_used(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    library = store.setups
    mine, other = ChatOptions(preset="mine", thinking=True), ChatOptions(preset="other")
    chats = [
        await store.begin_exchange(None, "q", "m", setup=ChatSetup(options)) for options in (mine, other, ChatOptions())
    ]
    await library.save_assistant(Assistant("1", "Ann", preset="mine"))
    await library.save_assistant(Assistant("2", "Bob", preset="other"))
    await library.set_model_options("m", ModelOptions(preset="mine"))
    with closing(sqlite3.connect(place.database)) as connection, connection:
        connection.execute("UPDATE chats SET options = 'nonsense' WHERE id = ?", (chats[2].chat.id,))
    await library.rename_preset("mine", "letters")
    found = [(await store.chat(one.chat.id)).options for one in chats]
    assert found == [replace(mine, preset="letters"), other, ChatOptions()]
    assert [one.preset for one in await library.assistants()] == ["letters", "other"]
    assert await library.model_options("m") == ModelOptions(preset="letters")
