"""Prompts and answers: the tree, branches, trying again, going on, and hostile text."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.errors import Busy, ChatNotFound, InvalidInput
from app.store import Store
from app.types.chats import MessageStatus
from app.types.generation import StopReason, Usage
from app.types.messages import Role, clean_text
from app.types.models import BackendName
from tests.unit.store.conftest import OpenStore

USAGE = Usage(prompt_tokens=12, reused_tokens=5, completion_tokens=3, first_token_s=0.25, tokens_per_s=41.5)


async def answered(store: Store, chat_id: str | None, prompt: str, text: str) -> tuple[str, str]:
    exchange = await store.begin_exchange(chat_id, prompt, "m")
    await store.append(exchange.answer.id, text)
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE, USAGE, StopReason.FINISHED)
    return exchange.chat.id, exchange.answer.id


async def test_the_prompt_and_the_place_of_the_answer_are_stored_first(open_store: OpenStore) -> None:
    store = await open_store()
    chat, prompt, answer = await store.begin_exchange(None, "Why?", "m")
    assert (prompt.role, prompt.status, prompt.text, prompt.parent_id) == (
        Role.USER,
        MessageStatus.COMPLETE,
        "Why?",
        None,
    )
    assert (answer.role, answer.status, answer.text) == (Role.ASSISTANT, MessageStatus.WAITING, "")
    assert (answer.parent_id, answer.model_id, answer.chat_id) == (prompt.id, "m", chat.id)
    assert chat.answering
    assert (await store.chats())[0] == chat
    assert (await store.chat(chat.id)).messages == (prompt, answer)


async def test_a_whole_answer_keeps_everything_over_a_restart(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "Why?", "m")
    await store.mark_streaming(exchange.answer.id, BackendName.ECHO, "Echo 1")
    await store.append(exchange.answer.id, "Be")
    await store.append(exchange.answer.id, "cause.")
    streaming = (await store.chat(exchange.chat.id)).messages[-1]
    assert (streaming.status, streaming.text) == (MessageStatus.STREAMING, "Because.")
    error = {"code": "x", "message": "é\ud800", "params": {"n": 1}}
    done = await store.finish(exchange.answer.id, MessageStatus.COMPLETE, USAGE, StopReason.FINISHED, error)
    assert (done.text, done.status, done.usage, done.stop_reason) == (
        "Because.",
        MessageStatus.COMPLETE,
        USAGE,
        StopReason.FINISHED,
    )
    assert (done.backend, done.model_name) == (BackendName.ECHO, "Echo 1")
    assert done.error == {"code": "x", "message": clean_text("é\ud800"), "params": {"n": 1}}
    await store.close()
    assert (await (await open_store()).chat(exchange.chat.id)).messages[-1] == done


async def test_trying_again_makes_a_newer_branch_and_keeps_the_old(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id, first = await answered(store, None, "1", "a")
    _, second = await answered(store, chat_id, "2", "b")
    retry = await store.begin_retry(first, "other")
    assert retry.prompt.text == "1"
    assert (retry.answer.parent_id, retry.answer.model_id) == (retry.prompt.id, "other")
    await store.append(retry.answer.id, "c")
    await store.finish(retry.answer.id, MessageStatus.COMPLETE)
    assert [m.text for m in (await store.chat(chat_id)).messages] == ["1", "c"]
    assert [m.text for m in await store.history(second)] == ["1", "a", "2", "b"]
    _, third = await answered(store, chat_id, "3", "d")
    assert [m.text for m in await store.history(third)] == ["1", "c", "3", "d"]
    assert (await store.chats())[0].message_count == 7


async def test_going_on_keeps_the_text_and_the_message(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "count", "m")
    await store.append(exchange.answer.id, "1 2 ")
    await store.finish(exchange.answer.id, MessageStatus.FAILED, USAGE, StopReason.FAILED, {"code": "worker_died"})
    again = await store.reopen(exchange.answer.id)
    assert again.answer.id == exchange.answer.id
    assert again.prompt == exchange.prompt
    assert (again.answer.text, again.answer.status, again.answer.error, again.answer.stop_reason) == (
        "1 2 ",
        MessageStatus.WAITING,
        None,
        None,
    )
    assert again.chat.answering
    await store.append(again.answer.id, "3 4")
    done = await store.finish(again.answer.id, MessageStatus.COMPLETE, None, StopReason.FINISHED)
    assert (done.text, done.usage) == ("1 2 3 4", USAGE)


async def test_an_answer_that_is_written_cannot_be_reopened(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "count", "m")
    with pytest.raises(Busy):
        await store.reopen(exchange.answer.id)
    for call in (store.reopen(exchange.prompt.id), store.begin_retry(exchange.prompt.id, None)):
        with pytest.raises(InvalidInput):
            await call


async def test_an_ended_answer_takes_no_more_text_and_ends_once(open_store: OpenStore) -> None:
    store = await open_store()
    _, answer_id = await answered(store, None, "q", "a")
    with pytest.raises(ChatNotFound, match="ended"):
        await store.append(answer_id, "late")
    with pytest.raises(ChatNotFound, match="ended"):
        await store.mark_streaming(answer_id, BackendName.ECHO, "")
    again = await store.finish(answer_id, MessageStatus.FAILED)
    assert (again.status, again.text) == (MessageStatus.COMPLETE, "a")
    with pytest.raises(ValueError, match="not an ending"):
        await store.finish(answer_id, MessageStatus.STREAMING)


async def test_a_deleted_message_is_left_out_of_its_branch(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id, first = await answered(store, None, "1", "a")
    _, second = await answered(store, chat_id, "2", "b")

    def remove() -> None:
        with store._database.writing() as c:
            c.execute("UPDATE messages SET deleted_at = 1 WHERE id = ?", (first,))

    await store._thread.run(remove)
    assert [m.text for m in await store.history(second)] == ["1", "2", "b"]
    with pytest.raises(ChatNotFound):
        await store.history(first)


async def test_a_circle_of_parents_ends(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id, answer_id = await answered(store, None, "1", "a")

    def bend() -> None:
        with store._database.writing() as c:
            c.execute("UPDATE messages SET parent_id = ? WHERE parent_id IS NULL", (answer_id,))

    await store._thread.run(bend)
    assert [m.text for m in (await store.chat(chat_id)).messages] == ["1", "a"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("a\0b\0", "a\0b\0"),
        ("👩🏽‍🚀 مرحبا שלום \u202e", "👩🏽‍🚀 مرحبا שלום \u202e"),
        ("\ud83d and \udfff", clean_text("\ud83d and \udfff")),
        ("'; DROP TABLE chats; --", "'; DROP TABLE chats; --"),
        ("\r\n\t\u2028\ufeff", "\r\n\t\u2028\ufeff"),
        ("x" * 1_000_000, "x" * 1_000_000),
    ],
    ids=["empty", "nul", "emoji and right-to-left", "surrogates", "sql", "separators", "a megabyte"],
)
async def test_any_text_survives(open_store: OpenStore, text: str, stored: str) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, text, "m")
    await store.append(exchange.answer.id, text)
    await store.append(exchange.answer.id, text)
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    await store.close()
    reopened = await open_store()
    chat = await reopened.chat(exchange.chat.id)
    assert [m.text for m in chat.messages] == [stored, stored + stored]
    assert chat.summary.title


async def test_an_id_that_is_no_text_is_refused(open_store: OpenStore) -> None:
    store = await open_store()
    for call in (store.chat("\ud800"), store.rename("\ud800", "x"), store.begin_exchange(None, "prompt", "\ud800")):
        with pytest.raises(InvalidInput, match="invalid characters"):
            await call
    assert await store.chats() == ()
    assert store.status().writable


async def test_names_of_a_newer_version_do_not_hide_a_message(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id, _ = await answered(store, None, "q", "a")

    def invent() -> None:
        with store._database.writing() as c:
            c.execute("UPDATE messages SET role = 'tool', backend = 'quantum', stop_reason = 'bored', error = '{'")

    await store._thread.run(invent)
    message = (await store.chat(chat_id)).messages[-1]
    assert (message.text, message.backend, message.stop_reason, message.error) == ("a", None, None, None)


async def test_a_send_that_was_cancelled_leaves_no_answer_waiting(open_store: OpenStore) -> None:
    store = await open_store()
    let_go = threading.Event()
    hold = store._thread.submit(lambda: let_go.wait(30))
    call = asyncio.create_task(store.begin_exchange(None, "typed", "m"))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    let_go.set()
    await hold
    (chat,) = await store.chats()
    assert not chat.answering
    prompt, answer = (await store.chat(chat.id)).messages
    assert (prompt.text, answer.status) == ("typed", MessageStatus.INTERRUPTED)
    assert (await store.reopen(answer.id)).answer.status is MessageStatus.WAITING
