"""Chats and answers over a real database: what is stored, when, and what front ends are told."""

from __future__ import annotations

import asyncio
import logging

import pytest

from app.bridge.names import EventName
from app.errors import ChatNotFound, InvalidInput, ModelNotFound, PromptTooLong, WorkerDied
from app.types.chats import ChatMessage, MessageStatus
from app.types.generation import PromptRead, StopReason
from app.types.messages import Role
from app.types.models import BackendName, Capability
from app.types.streams import AnswerPhase, AnswerProgress
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.scripted_models import MODEL
from tests.unit.services.desk import Desk


async def test_an_answer_is_streamed_stored_and_told(desk: Desk) -> None:
    started = await desk.chats.send(text="Why is the sky dark at night?")
    follower = desk.follow(started.answer)
    desk.models.feed(PromptRead(5, 10, 0))
    desk.models.finish("Olbers", "' paradox")
    message = await follower.ended()
    assert message.text == "Olbers' paradox"
    assert message.status is MessageStatus.COMPLETE
    assert message.stop_reason is StopReason.FINISHED
    assert message.usage is not None
    assert message.usage.tokens_per_s == 50.0
    chat = await desk.chats.open(chat_id=started.chat.id)
    assert [(turn.role, turn.text) for turn in chat.messages] == [
        (Role.USER, "Why is the sky dark at night?"),
        (Role.ASSISTANT, "Olbers' paradox"),
    ]
    phases = [item.data.phase for item in follower.items if isinstance(item.data, AnswerProgress)]
    assert phases == [AnswerPhase.LOADING, AnswerPhase.READING, AnswerPhase.READING]
    assert desk.names()[-2:] == [EventName.MESSAGE_ENDED, EventName.CHAT_CHANGED]


async def test_the_engine_that_took_over_is_the_one_that_is_named(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed(PromptRead(1, 10, 0))
    await follower.until_phase(AnswerPhase.READING)
    desk.models.backend = BackendName.LLAMA_CPP
    desk.models.finish("a")
    assert (await follower.ended()).backend is BackendName.LLAMA_CPP


async def test_the_prompt_is_stored_before_the_engine_gets_it(desk: Desk) -> None:
    started = await desk.chats.send(text="first")
    assert desk.models.requests == []
    chat = await desk.store.chat(started.chat.id)
    assert [turn.text for turn in chat.messages] == ["first", ""]


async def test_a_delta_is_journalled_before_it_is_sent_on(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed("seen")
    await follower.until_text("seen")
    stored = await desk.store.chat(started.chat.id)
    assert stored.messages[-1].text == "seen"


async def test_a_chat_opened_in_mid_answer_joins_without_a_gap(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    first = desk.follow(started.answer)
    desk.models.feed("one ", "two ")
    await first.until_text("one two ")
    chat = await desk.chats.open(chat_id=started.chat.id)
    late = chat.messages[-1]
    assert chat.summary.answering
    follower = desk.follow(late, late.channel_seq)
    desk.models.finish("three")
    message = await follower.ended()
    assert late.text + follower.text == message.text == "one two three"


async def test_the_conversation_reaches_the_engine_in_order(desk: Desk) -> None:
    first = await desk.chats.send(text="one")
    desk.models.finish("1")
    await desk.follow(first.answer).ended()
    second = await desk.chats.send(text="two", chat_id=first.chat.id)
    desk.models.finish("2")
    await desk.follow(second.answer).ended()
    assert [turn.text for turn in desk.models.requests[-1].messages] == ["one", "1", "two"]


async def test_a_second_question_waits_for_the_first_answer(desk: Desk) -> None:
    first = await desk.chats.send(text="one")
    second = await desk.chats.send(text="two", chat_id=first.chat.id)
    follower = desk.follow(second.answer)
    desk.models.finish("1")
    await desk.follow(first.answer).ended()
    desk.models.finish("2")
    message = await follower.ended()
    assert message.text == "2"
    assert [turn.text for turn in desk.models.requests[-1].messages] == ["one", "1", "two"]
    phases = [item.data.phase for item in follower.items if isinstance(item.data, AnswerProgress)]
    assert phases[0] is AnswerPhase.QUEUED


@pytest.mark.parametrize("text", ["", "Some text"])
async def test_stop_keeps_what_had_arrived_and_leaves_the_engine(desk: Desk, text: str) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    if text:
        desk.models.feed(text)
        await follower.until_text(text)
    await desk.chats.stop(message_id=started.answer.id)
    message = await follower.ended()
    assert (message.status, message.text, message.stop_reason) == (MessageStatus.STOPPED, text, StopReason.STOPPED)
    assert desk.answers.count == 0
    assert desk.models.closed == (1 if text else desk.models.closed)
    await desk.chats.stop(message_id=started.answer.id)


async def test_a_dead_worker_leaves_the_partial_answer_and_try_again_works(
    desk: Desk, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("worker_died")
    started = await desk.chats.send(text="q")
    desk.models.feed("partial", WorkerDied("The engine stopped: it was killed.", hint="Try again."))
    message = await desk.follow(started.answer).ended()
    assert (message.status, message.text) == (MessageStatus.FAILED, "partial")
    assert message.error is not None
    assert message.error["code"] == "worker_died"
    again = await desk.chats.retry(message_id=message.id)
    desk.models.finish("whole")
    done = await desk.follow(again.answer).ended()
    assert done.text == "whole"
    assert [turn.text for turn in desk.models.requests[-1].messages] == ["q"]
    chat = await desk.chats.open(chat_id=started.chat.id)
    assert [turn.text for turn in chat.messages] == ["q", "whole"]


async def test_continue_goes_on_in_the_same_message(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed("half ")
    await follower.until_text("half ")
    await desk.answers.stop_all()
    assert (await follower.ended()).status is MessageStatus.INTERRUPTED
    resumed = await desk.chats.resume(message_id=started.answer.id)
    assert resumed.answer.id == started.answer.id
    desk.models.finish("done")
    message = await desk.follow(resumed.answer).ended()
    assert (message.text, message.status) == ("half done", MessageStatus.COMPLETE)
    request = desk.models.requests[-1]
    assert request.continue_final
    assert request.messages[-1].text == "half "
    assert Capability.CONTINUE in desk.models.needs[-1]
    more = await desk.chats.resume(message_id=message.id)  # a complete one goes on as well, if the person asks for it
    desk.models.finish(" and more")
    assert (await desk.follow(more.answer).ended()).text == "half done and more"


async def test_a_prompt_that_was_too_long_does_not_end_its_chat(desk: Desk, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("prompt_too_long")
    started = await desk.chats.send(text="an endless text")
    desk.models.feed(PromptTooLong("Too long."))
    failed = await desk.follow(started.answer).ended()
    second = await desk.chats.send(text="short", chat_id=started.chat.id)
    desk.models.finish("fine")
    assert (await desk.follow(second.answer).ended()).text == "fine"
    assert [turn.text for turn in desk.models.requests[-1].messages] == ["short"]
    again = await desk.chats.retry(message_id=failed.id)
    desk.models.finish("it fits now")
    assert (await desk.follow(again.answer).ended()).text == "it fits now"
    assert [turn.text for turn in desk.models.requests[-1].messages] == ["an endless text"]


async def test_without_a_model_nothing_is_stored(desk: Desk) -> None:
    desk.models.known = None
    with pytest.raises(ModelNotFound):
        await desk.chats.send(text="q")
    assert await desk.chats.list() == ()


async def test_a_default_model_that_was_passed_over_is_named(desk: Desk) -> None:
    desk.models.note = "The file of Big is not there any more. Tiny is used instead."
    started = await desk.chats.send(text="q")
    desk.models.finish("a")
    follower = desk.follow(started.answer)
    await follower.ended()
    progress = [item.data for item in follower.items if isinstance(item.data, AnswerProgress)]
    loading = [step.note for step in progress if step.phase is AnswerPhase.LOADING]
    assert set(loading) == {desk.models.note}
    chosen = await desk.chats.send(text="q", model_id=MODEL.id)
    desk.models.finish("a")
    follower = desk.follow(chosen.answer)
    await follower.ended()
    assert all(not item.data.note for item in follower.items if isinstance(item.data, AnswerProgress))


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 2_100_000])
async def test_an_empty_or_endless_prompt_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(InvalidInput):
        await desk.chats.send(text=text)
    assert await desk.chats.list() == ()


@pytest.mark.parametrize("text", ["🐙 👩‍👩‍👧", "שלום", "nul \x00 inside", "lone \ud800 surrogate", "x" * 1_000_000])
async def test_unusual_text_is_kept(desk: Desk, text: str) -> None:
    started = await desk.chats.send(text=text)
    desk.models.finish(text[:100])
    message = await desk.follow(started.answer).ended()
    chat = await desk.chats.open(chat_id=started.chat.id)
    assert chat.messages[0].text == text.replace("\ud800", "\ufffd")
    assert message.status is MessageStatus.COMPLETE


async def test_delete_stops_the_answer_and_restore_brings_all_back(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed("some")
    await follower.until_text("some")
    await desk.chats.delete(chat_id=started.chat.id)
    assert await desk.chats.list() == ()
    assert [row.id for row in await desk.chats.list(deleted=True)] == [started.chat.id]
    await desk.chats.restore(chat_id=started.chat.id)
    chat = await desk.chats.open(chat_id=started.chat.id)
    assert [turn.text for turn in chat.messages] == ["q", "some"]
    assert EventName.CHAT_DELETED in desk.names()
    assert EventName.CHAT_RESTORED in desk.names()


async def test_nothing_begins_in_a_chat_that_is_being_deleted(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    deleting = asyncio.create_task(desk.chats.delete(chat_id=started.chat.id))
    await asyncio.sleep(0)
    with pytest.raises(ChatNotFound):
        await desk.chats.send(text="one more", chat_id=started.chat.id)
    await deleting
    assert desk.answers.count == 0
    assert desk.names()[-1] is EventName.CHAT_DELETED


async def test_an_answer_that_begins_while_all_are_stopped_is_interrupted_too(desk: Desk) -> None:
    first = await desk.chats.send(text="one")
    sending = asyncio.create_task(desk.chats.send(text="two", model_id=MODEL.id))
    await asyncio.sleep(0)
    await desk.answers.stop_all()
    second = await sending
    assert desk.answers.count == 0
    for started in (first, second):
        chat = await desk.chats.open(chat_id=started.chat.id)
        assert chat.messages[-1].status is MessageStatus.INTERRUPTED


async def test_stop_after_the_last_token_leaves_a_complete_answer(desk: Desk) -> None:
    desk.models.leaving = asyncio.Event()
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.finish("whole")
    await follower.until_text("whole")
    await desk.chats.stop(message_id=started.answer.id)
    message = await follower.ended()
    assert (message.status, message.stop_reason) == (MessageStatus.COMPLETE, StopReason.FINISHED)


async def test_followers_hear_the_end_also_when_it_cannot_be_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    async def broken(*_: object) -> ChatMessage:
        raise RuntimeError("a bug in the store")

    expected_logs.expect("could not be closed", logging.ERROR)
    monkeypatch.setattr(desk.store, "finish", broken)
    started = await desk.chats.send(text="q")
    desk.models.finish("some text")
    message = await desk.follow(started.answer).ended()
    assert (message.status, message.text) == (MessageStatus.FAILED, "some text")
    assert message.error is not None
    assert message.error["code"] == "internal"
    assert desk.answers.count == 0


async def test_rename(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    desk.models.finish("a")
    await desk.follow(started.answer).ended()
    assert (await desk.chats.rename(chat_id=started.chat.id, title="New title")).title == "New title"
    with pytest.raises(InvalidInput):
        await desk.chats.rename(chat_id=started.chat.id, title="  ")
    with pytest.raises(ChatNotFound):
        await desk.chats.rename(chat_id="nothing", title="x")


async def test_the_model_of_a_chat_stays_with_it(desk: Desk) -> None:
    started = await desk.chats.send(text="q", model_id=MODEL.id)
    assert started.chat.model_id == MODEL.id
    desk.models.finish("a")
    await desk.follow(started.answer).ended()
