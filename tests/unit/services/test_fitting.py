"""A chat that outgrows the model's window: refused, its oldest turns left out, or summed up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from app.errors import EngineError, PromptTooLong
from app.services.conversation import SUMMARY_BEFORE
from app.services.fitting import FAR
from app.services.measure import Tools
from app.services.tools.builtin import builtin_tools
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import ChatMessage, ChatOptions, ContextPolicy, MessageStatus
from app.types.generation import Finished, Priority, SamplingOverrides, StopReason, Usage
from app.types.messages import Message
from app.types.models import Capability
from app.types.streams import AnswerPhase
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.scripted_models import MODEL, ScriptedLease
from tests.unit.services.desk import Desk

DROP, SUMMARISE = ContextPolicy.DROP, ContextPolicy.SUMMARISE
WINDOW = 1000


async def grow(desk: Desk, turns: int, words: int = 100) -> ChatMessage:
    """A chat of so many questions and answers, each of so many words; its last answer."""
    desk.models.context_tokens = WINDOW
    last = await desk.say(" ".join(["q0"] * words), " ".join(["a0"] * words))
    for turn in range(1, turns):
        last = await desk.say(" ".join([f"q{turn}"] * words), " ".join([f"a{turn}"] * words), chat_id=last.chat_id)
    return last


def names(texts: list[str]) -> list[str]:
    return [text.split()[0] for text in texts]


async def test_refusing_leaves_the_engine_to_say_the_numbers(desk: Desk, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("prompt_too_long")
    last = await grow(desk, 5)
    assert desk.models.counted == 0
    started = await desk.chats.send(text="q5", chat_id=last.chat_id)
    desk.models.feed(PromptTooLong("Too long.", params={"prompt_tokens": 1001, "context_tokens": WINDOW}))
    failed = await desk.follow(started.answer).ended()
    assert failed.error is not None
    assert failed.error["params"]["older_turns"] == 5
    assert len(desk.sent()) == 11


async def test_the_oldest_turns_are_left_out_in_whole_pairs_and_it_says_so(desk: Desk) -> None:
    desk.set_chat(context_policy=DROP)
    last = await grow(desk, 4)
    assert (last.note, last.kept_from) == ("", None)
    answer = await desk.say("q4 " * 100, "a4", chat_id=last.chat_id)
    assert names(desk.sent()) == ["q2", "a2", "q3", "a3", "q4"], "down to half the window"
    assert answer.note == "The first 4 messages were not read: the chat is longer than the model's window."
    assert answer.status is MessageStatus.COMPLETE
    chat = await desk.chats.open(chat_id=last.chat_id)
    assert len(chat.messages) == 10, "the stored chat is whole"
    assert chat.messages[-1].note == answer.note


async def test_the_beginning_of_the_prompt_stays_the_same_for_many_turns(desk: Desk) -> None:
    desk.set_chat(context_policy=DROP)
    last = await grow(desk, 20, words=30)
    beginnings = [names(desk.sent(number))[0] for number in range(20)]
    changes = [number for number in range(1, 20) if beginnings[number] != beginnings[number - 1]]
    assert changes
    assert all(later - earlier >= 3 for earlier, later in pairwise(changes))
    assert last.note


async def test_few_questions_are_asked_about_a_long_chat(desk: Desk) -> None:
    last = await grow(desk, 60, words=10)
    before = desk.models.counted
    await desk.say("now", "a", chat_id=last.chat_id, context_policy=DROP)
    assert desk.models.counted - before <= 9


@pytest.mark.parametrize("policy", [DROP, SUMMARISE])
async def test_what_is_far_too_long_is_not_counted(
    desk: Desk, policy: ContextPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = await grow(desk, 8, words=1_500)
    counted, count = list[int](), ScriptedLease.count_tokens

    async def noted(lease: ScriptedLease, messages: tuple[Message, ...], tools: Tools = ()) -> int:
        counted.append(sum(len(message.text) for message in messages))
        return await count(lease, messages, tools)

    monkeypatch.setattr(ScriptedLease, "count_tokens", noted)
    started = await desk.chats.send(text="now", chat_id=last.chat_id, context_policy=policy)
    before = len(desk.models.requests)
    for _ in range(60):
        desk.models.finish("short")
    answer = await desk.follow(started.answer).ended()
    assert answer.note
    assert 0 < max(counted) <= FAR * WINDOW
    assert len(desk.models.requests) - before <= (1 if policy is DROP else 50)


async def test_a_choice_for_one_answer_holds_for_those_that_follow(desk: Desk) -> None:
    last = await grow(desk, 4)
    await desk.say("q4 " * 100, "a4", chat_id=last.chat_id, context_policy=DROP)
    answer = await desk.say("q5 " * 100, "a5", chat_id=last.chat_id)
    assert answer.context_policy is DROP
    assert names(desk.sent())[0] == "q2"
    other = await desk.say("hello", "a")
    assert other.context_policy is None


async def test_the_choice_on_the_card_answers_the_same_prompt(desk: Desk, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("prompt_too_long")
    last = await grow(desk, 5)
    started = await desk.chats.send(text="q5 " * 100, chat_id=last.chat_id)
    desk.models.feed(PromptTooLong("Too long."))
    failed = await desk.follow(started.answer).ended()
    again = await desk.chats.retry(message_id=failed.id, context_policy=DROP)
    desk.models.finish("a5")
    answer = await desk.follow(again.answer).ended()
    assert answer.text == "a5"
    assert names(desk.sent())[-1] == "q5"


async def test_an_answer_that_goes_on_reads_what_it_has_read(desk: Desk) -> None:
    last = await grow(desk, 4)
    started = await desk.chats.send(text="q4 " * 100, chat_id=last.chat_id, context_policy=DROP)
    desk.models.feed("half ", Finished(StopReason.LENGTH, Usage()))
    await desk.follow(started.answer).ended()
    resumed = await desk.chats.resume(message_id=started.answer.id)
    desk.models.finish("whole")
    answer = await desk.follow(resumed.answer).ended()
    assert answer.text == "half whole"
    assert names(desk.sent()) == ["q2", "a2", "q3", "a3", "q4", "half"]


async def test_a_last_message_that_is_too_long_alone_is_refused_with_the_numbers(
    desk: Desk, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("prompt_too_long")
    desk.set_chat(context_policy=DROP)
    last = await grow(desk, 2)
    started = await desk.chats.send(text="long " * WINDOW, chat_id=last.chat_id)
    failed = await desk.follow(started.answer).ended()
    assert failed.error is not None
    assert failed.error["params"] == {"prompt_tokens": WINDOW, "context_tokens": WINDOW}
    assert len(desk.models.requests) == 2
    answer = await desk.say("short", "fine", chat_id=last.chat_id)
    assert (answer.text, answer.note) == ("fine", "")


async def test_a_larger_window_reads_everything_again(desk: Desk) -> None:
    desk.set_chat(context_policy=DROP)
    last = await grow(desk, 6)
    assert last.note
    desk.models.context_tokens = 10 * WINDOW
    answer = await desk.say("q6", "a6", chat_id=last.chat_id)
    assert len(desk.sent()) == 13
    assert (answer.note, answer.kept_from) == ("", None)


async def test_the_model_sums_up_what_is_left_out(desk: Desk) -> None:
    last = await grow(desk, 4)
    started = await desk.chats.send(text="q4 " * 100, chat_id=last.chat_id, context_policy=SUMMARISE)
    follower = desk.follow(started.answer)
    desk.models.finish(" They talked. ")
    desk.models.finish("a4")
    answer = await follower.ended()
    asked, sent = desk.models.requests[-2], desk.sent()
    assert asked.priority is Priority.BACKGROUND
    assert asked.thinking is False
    assert asked.sampling.max_tokens == WINDOW // 8
    assert "Person: q0" in asked.messages[0].text
    assert "Assistant: a2" in asked.messages[0].text
    assert "q3" not in asked.messages[0].text
    assert names([sent[0].removeprefix(f"{SUMMARY_BEFORE}They talked.\n\n"), *sent[1:]]) == ["q3", "a3", "q4"]
    assert answer.note == "The first 6 messages were read as a summary: the chat is longer than the model's window."
    phases = [step.phase for step in follower.progress()]
    assert phases == [AnswerPhase.LOADING, AnswerPhase.SUMMARISING, AnswerPhase.READING]
    assert follower.progress()[1].note == "Summing up the first 6 messages…"


async def test_a_summary_is_made_once_and_grows(desk: Desk) -> None:
    last = await grow(desk, 4)
    options = {"chat_id": last.chat_id, "context_policy": SUMMARISE}
    desk.models.finish("First summary.")
    await desk.say("q4 " * 100, "a4 " * 100, **options)
    made = len(desk.models.requests)
    await desk.say("q5", "a5 " * 100, **options)
    assert len(desk.models.requests) == made + 1, "the summary is known"
    assert "First summary." in desk.sent()[0]
    desk.models.finish("Second summary.")
    await desk.say("q6 " * 300, "a6", **options)
    asked = desk.models.requests[-2].messages[0].text
    assert "First summary." in asked
    assert "q0" not in asked, "what was summed up is not read again"
    assert "Second summary." in desk.sent()[0]


async def test_what_was_left_out_before_is_summed_up_when_that_is_chosen_later(desk: Desk) -> None:
    last = await grow(desk, 4)
    await desk.say("q4 " * 100, "a4", chat_id=last.chat_id, context_policy=DROP)
    assert names(desk.sent())[0] == "q2"
    desk.models.finish("A summary.")
    answer = await desk.say("q5", "a5", chat_id=last.chat_id, context_policy=SUMMARISE)
    assert "A summary." in desk.sent()[0]
    assert [text.split()[-1] for text in desk.sent()] == ["q3", "a3", "q4", "a4", "q5"]
    assert "6 messages were read as a summary" in answer.note


async def test_a_very_long_chat_is_summed_up_in_pieces(desk: Desk) -> None:
    last = await grow(desk, 20)
    before = len(desk.models.requests)
    for number in range(12):
        desk.models.finish(f"Summary {number}.")
    started = await desk.chats.send(text="now", chat_id=last.chat_id, context_policy=SUMMARISE)
    answer = await desk.follow(started.answer).ended()
    asked = [request.messages[0].text for request in desk.models.requests[before:-1]]
    assert len(asked) > 3
    assert all(f"Summary {number}." in text for number, text in enumerate(asked[1:]))
    assert answer.text == f"Summary {len(asked)}."


async def test_a_piece_that_is_still_too_long_is_halved(desk: Desk) -> None:
    last = await grow(desk, 4, words=120)
    desk.models.feed(PromptTooLong("Too long."))
    for _ in range(8):
        desk.models.finish("Short.")
    started = await desk.chats.send(text="q4", chat_id=last.chat_id, context_policy=SUMMARISE)
    answer = await desk.follow(started.answer).ended()
    assert answer.status is MessageStatus.COMPLETE
    lengths = [len(request.messages[0].text) for request in desk.models.requests[4:]]
    assert max(lengths[1:]) < lengths[0]


async def test_a_model_that_cannot_sum_up_ends_the_answer_and_not_the_chat(
    desk: Desk, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("out of memory")
    last = await grow(desk, 4)
    desk.models.feed(EngineError("out of memory"))
    started = await desk.chats.send(text="q4 " * 100, chat_id=last.chat_id, context_policy=SUMMARISE)
    failed = await desk.follow(started.answer).ended()
    assert failed.status is MessageStatus.FAILED
    again = await desk.chats.retry(message_id=failed.id)
    desk.models.finish("Summary.")
    desk.models.finish("a4")
    assert (await desk.follow(again.answer).ended()).text == "a4"


async def test_a_model_that_says_nothing_leaves_the_turns_out(desk: Desk) -> None:
    last = await grow(desk, 4)
    desk.models.finish(" ")
    answer = await desk.say("q4 " * 100, "a4", chat_id=last.chat_id, context_policy=SUMMARISE)
    assert "were not read" in answer.note


async def test_summing_up_can_be_stopped(desk: Desk) -> None:
    last = await grow(desk, 4)
    started = await desk.chats.send(text="q4 " * 100, chat_id=last.chat_id, context_policy=SUMMARISE)
    follower = desk.follow(started.answer)
    await follower.until_phase(AnswerPhase.SUMMARISING)
    await desk.chats.stop(message_id=started.answer.id)
    answer = await follower.ended()
    assert (answer.status, answer.text) == (MessageStatus.STOPPED, "")


@pytest.mark.parametrize("policy", [DROP, SUMMARISE])
async def test_a_question_that_fills_the_window_by_itself_is_all_that_is_read(
    desk: Desk, policy: ContextPolicy
) -> None:
    last = await grow(desk, 2)
    if policy is SUMMARISE:
        desk.models.finish("A summary.")
    answer = await desk.say("long " * 900, "a", chat_id=last.chat_id, context_policy=policy)
    assert names(desk.sent()) == ["long"]
    assert "not read" in answer.note


async def test_a_window_too_small_to_sum_up_in_ends_with_the_numbers(desk: Desk, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("prompt_too_long")
    last = await grow(desk, 4)
    for _ in range(12):
        desk.models.feed(PromptTooLong("Too long."))
    started = await desk.chats.send(text="q4 " * 100, chat_id=last.chat_id, context_policy=SUMMARISE)
    failed = await desk.follow(started.answer).ended()
    assert failed.error is not None
    assert "older_turns" not in failed.error["params"]
    shortest = min(len(request.messages[0].text) for request in desk.models.requests[4:])
    assert shortest < 1000


async def test_who_sums_up_is_told_of_pictures(desk: Desk) -> None:
    desk.models.context_tokens = WINDOW
    desk.models.known = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.IMAGE}))
    picture = Attachment(AttachmentKind.IMAGE, "sky.png", b"\x89PNG\r\n\x1a\n")
    first = await desk.say("q0 " * 500, "a0", attachments=(picture,))
    desk.models.finish("A summary.")
    await desk.say("q1 " * 400, "a1", chat_id=first.chat_id, context_policy=SUMMARISE)
    assert "Person (shows a picture): q0" in desk.models.requests[-2].messages[0].text


async def test_tools_take_their_place_in_the_window(desk: Desk) -> None:
    desk.set_chat(context_policy=ContextPolicy.DROP)
    options = ChatOptions(tools=("time", "echo"), sampling=SamplingOverrides(max_tokens=10))
    words = sum(len(tool.spec.description.split()) for tool in builtin_tools())
    desk.models.context_tokens = 200
    answer = await desk.say("a " * 80, "b " * 80, options=options)
    last = await desk.say("c " * (30 - words // 2), "d", chat_id=answer.chat_id)
    assert last.kept_from is not None, "without the tools it would just fit"
    assert desk.models.requests[-1].tools
