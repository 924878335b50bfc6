"""Why answers end, going on with them, and what models think before them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.types.chats import ChatMessage, MessageStatus
from app.types.generation import Finished, PromptRead, StopReason, ThinkingDelta, Usage
from app.types.streams import AnswerPhase, AnswerProgress, AnswerThinking
from tests.unit.services.desk import Desk


@pytest.mark.parametrize("reason", [StopReason.REPETITION, StopReason.LENGTH, StopReason.CONTEXT])
async def test_an_answer_that_was_cut_off_can_go_on(desk: Desk, reason: StopReason) -> None:
    started = await desk.chats.send(text="q")
    desk.models.feed("half ", Finished(reason, Usage(completion_tokens=1)))
    message = await desk.follow(started.answer).ended()
    assert (message.status, message.stop_reason) == (MessageStatus.COMPLETE, reason)
    resumed = await desk.chats.resume(message_id=message.id)
    desk.models.finish("whole")
    again = await desk.follow(resumed.answer).ended()
    assert (again.text, again.stop_reason) == ("half whole", StopReason.FINISHED)


@pytest.mark.parametrize("reason", [StopReason.FINISHED, StopReason.STOP_STRING])
async def test_an_answer_that_is_whole_goes_on_where_a_person_asks_for_it(desk: Desk, reason: StopReason) -> None:
    started = await desk.chats.send(text="q")
    desk.models.feed("whole", Finished(reason, Usage(completion_tokens=1)))
    message = await desk.follow(started.answer).ended()
    resumed = await desk.chats.resume(message_id=message.id)
    desk.models.finish(" and more")
    assert (await desk.follow(resumed.answer).ended()).text == "whole and more"


async def test_the_time_until_the_first_word_is_told(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed(PromptRead(43, 100, 0, 5.0))
    desk.models.finish("a")
    await follower.ended()
    assert AnswerProgress(AnswerPhase.READING, 43, 100, 5.0) in follower.progress()


async def test_the_conversation_may_be_kept_on_disk_by_the_engine(desk: Desk) -> None:
    message = await desk.say("q", "a")
    assert desk.models.requests[-1].conversation == message.chat_id


async def test_thoughts_are_kept_beside_the_answer_and_never_read_again(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed(ThinkingDelta("hm, "), ThinkingDelta("so"))
    desk.models.finish("answer")
    message = await follower.ended()
    assert (message.text, message.thinking) == ("answer", "hm, so")
    assert message.thinking_s > 0
    thoughts = [item.data for item in follower.items if isinstance(item.data, AnswerThinking)]
    assert [thought.text for thought in thoughts] == ["hm, ", "so"]
    assert follower.text == "answer"
    stored = (await desk.chats.open(chat_id=started.chat.id)).messages[-1]
    assert (stored.text, stored.thinking, stored.thinking_s) == (message.text, message.thinking, message.thinking_s)
    await desk.say("next", "a", chat_id=started.chat.id)
    assert desk.sent() == ["q", "answer", "next"]


async def test_a_chat_opened_while_the_model_thinks_shows_its_thoughts(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed(ThinkingDelta("hm"), "a")
    await follower.until_text("a")
    late = (await desk.chats.open(chat_id=started.chat.id)).messages[-1]
    assert (late.thinking, late.text) == ("hm", "a")
    assert desk.follow(late, late.channel_seq).items == []
    assert (await desk.store.chat(started.chat.id)).messages[-1].thinking == "hm", "journalled like text"


async def test_an_answer_stopped_before_its_first_word_begins_anew(desk: Desk) -> None:
    started = await desk.chats.send(text="q")
    follower = desk.follow(started.answer)
    desk.models.feed(ThinkingDelta("wrong track"))
    while not any(isinstance(item.data, AnswerThinking) for item in follower.items):
        await follower.news()
    await desk.chats.stop(message_id=started.answer.id)
    assert (await follower.ended()).thinking == "wrong track"
    resumed = await desk.chats.resume(message_id=started.answer.id)
    desk.models.feed(ThinkingDelta("better"))
    desk.models.finish("a")
    message = await desk.follow(resumed.answer).ended()
    assert (message.thinking, message.text) == ("better", "a")


async def test_two_chats_are_answered_at_the_same_time(desk: Desk) -> None:
    first, second = await desk.chats.send(text="one"), await desk.chats.send(text="two")
    followers = [desk.follow(first.answer), desk.follow(second.answer)]
    for follower in followers:
        await follower.until_phase(AnswerPhase.READING)
        assert AnswerPhase.QUEUED not in [step.phase for step in follower.progress()]
    assert len(desk.models.requests) == 2, "both are with the engine"
    desk.models.finish()
    desk.models.finish()
    for follower in followers:
        assert (await follower.ended()).status is MessageStatus.COMPLETE


async def test_whoever_calls_a_stop_off_does_not_call_the_end_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    started = await desk.chats.send(text="question")
    storing, go_on, finish = asyncio.Event(), asyncio.Event(), desk.store.finish

    async def slow(*args: Any) -> ChatMessage:
        storing.set()
        await go_on.wait()
        return await finish(*args)

    monkeypatch.setattr(desk.store, "finish", slow)
    stopping = asyncio.create_task(desk.answers.stop([started.answer.id]))
    await storing.wait()
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    go_on.set()
    assert (await desk.follow(started.answer).ended()).status is MessageStatus.STOPPED
    assert desk.answers.count == 0
