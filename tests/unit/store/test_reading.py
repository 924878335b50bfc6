"""What a model thought, how a long chat was read, and its summaries: stored, inherited, and safe from a crash."""

from __future__ import annotations

import sqlite3

import pytest

from app.errors import ChatNotFound
from app.store import Store
from app.types.chats import ContextPolicy, MessageStatus
from app.types.generation import StopReason
from app.types.models import BackendName
from tests.unit.store.conftest import OpenStore, Place

DROP, SUMMARISE = ContextPolicy.DROP, ContextPolicy.SUMMARISE


async def answered(store: Store, chat_id: str | None = None, policy: ContextPolicy | None = None) -> tuple[str, str]:
    """One more question with its answer: the ids of the chat and of the answer."""
    exchange = await store.begin_exchange(chat_id, "q", None, policy)
    await store.append(exchange.answer.id, "a")
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    return exchange.chat.id, exchange.answer.id


async def test_thoughts_are_kept_apart_from_the_text(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", None)
    key = exchange.answer.id
    for text, thinking in (("hm", True), ("a", False), ("\x00 so \ud800", True), ("b", False)):
        await store.append(key, text, thinking=thinking)
    live = (await store.history(key))[-1]
    assert (live.text, live.thinking) == ("ab", "hm\x00 so \ufffd")
    done = await store.finish(key, MessageStatus.COMPLETE, thinking_s=2.5)
    assert (done.text, done.thinking, done.thinking_s) == ("ab", "hm\x00 so \ufffd", 2.5)


async def test_a_dead_core_loses_no_thought(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", None)
    await store.mark_streaming(exchange.answer.id, BackendName.ECHO, "Echo")
    await store.append(exchange.answer.id, "hm", thinking=True)
    await store.append(exchange.answer.id, "a")
    store._database.live.clear()  # as after a crash: nobody writes it any more
    await store.close()
    message = (await (await open_store()).history(exchange.answer.id))[-1]
    assert (message.text, message.thinking, message.stop_reason) == ("a", "hm", StopReason.INTERRUPTED)


async def test_an_answer_that_goes_on_keeps_its_thoughts_and_one_that_begins_anew_does_not(
    open_store: OpenStore,
) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", None)
    key = exchange.answer.id
    await store.append(key, "hm", thinking=True)
    await store.finish(key, MessageStatus.STOPPED, thinking_s=2.0)
    begun = (await store.reopen(key)).answer
    assert (begun.thinking, begun.thinking_s) == ("", 0.0)
    await store.append(key, "so", thinking=True)
    await store.append(key, "a")
    await store.finish(key, MessageStatus.STOPPED, thinking_s=1.0)
    assert (await store.reopen(key)).answer.thinking == "so"
    assert (await store.finish(key, MessageStatus.STOPPED)).thinking_s == 1.0


async def test_a_choice_is_inherited_along_the_chat(open_store: OpenStore) -> None:
    store = await open_store()

    async def policy_of(answer_id: str) -> ContextPolicy | None:
        return (await store.history(answer_id))[-1].context_policy

    chat_id, first = await answered(store)
    assert await policy_of(first) is None
    _, second = await answered(store, chat_id, DROP)
    _, third = await answered(store, chat_id)
    assert await policy_of(third) is DROP
    retried = (await store.begin_retry(third, None)).answer
    assert retried.context_policy is DROP
    assert (await store.begin_retry(third, None, SUMMARISE)).answer.context_policy is SUMMARISE
    assert (await store.reopen(second)).answer.context_policy is DROP
    await store.finish(second, MessageStatus.STOPPED)
    assert (await store.reopen(second, ContextPolicy.REFUSE)).answer.context_policy is ContextPolicy.REFUSE


async def test_what_was_read_is_remembered_with_the_answer(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", None)
    await store.mark_read(exchange.answer.id, exchange.prompt.id, "The first message was not read.")
    done = await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    assert (done.kept_from, done.note) == (exchange.prompt.id, "The first message was not read.")
    with pytest.raises(ChatNotFound):
        await store.mark_read(exchange.answer.id, None, "too late")


async def test_summaries_belong_to_their_branch(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id, first = await answered(store)
    _, second = await answered(store, chat_id)
    beside = (await store.begin_retry(first, None)).answer.id
    await store.keep_summary(first, "One.")
    await store.keep_summary(second, "Two.")
    await store.keep_summary(second, "Two, better.")
    assert await store.summaries(second) == {first: "One.", second: "Two, better."}
    assert await store.summaries(first) == {first: "One."}
    assert await store.summaries(beside) == {}


async def test_a_summary_of_nothing_is_refused(open_store: OpenStore) -> None:
    store = await open_store()
    with pytest.raises(sqlite3.IntegrityError):
        await store.keep_summary("nothing", "text")
