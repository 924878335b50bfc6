"""The view model: what it shows when replies, events and channels come in every order, twice, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.bridge.events import MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import AnswerStarted, chat_continue, chat_open, chat_retry, chat_send, chat_stop
from app.client.reading import Reading
from app.errors import Busy, ChannelGone, ChatNotFound, CoreUnavailable, StoreFull
from app.types.chats import Chat, ChatMessage, ContextPolicy, MessageStatus
from app.types.generation import StopReason, Usage
from app.types.messages import Role
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText, AnswerThinking
from app.ui.chat.messages import ShownMessage, WaitingWords, waiting_words
from app.ui.chat.state import MAX_RELOADS
from tests.helpers.chat_calls import ANSWER, PROMPT, SUMMARY, Setup

STARTED = AnswerStarted(SUMMARY, PROMPT, ANSWER)


def ended(message: ChatMessage, text: str, status: MessageStatus = MessageStatus.COMPLETE) -> ChatMessage:
    return replace(message, text=text, status=status, channel=None, stop_reason=StopReason.FINISHED, usage=Usage(1))


def number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def said(setup: Setup, index: int = 1) -> str:
    """What the waiting line says of a message."""
    wait = waiting_words(setup.state.messages[index], number)
    return f"{wait.words} {wait.figures}".strip()


@pytest.fixture
def setup() -> Setup:
    return Setup()


def test_a_first_prompt_makes_a_chat_and_streams(setup: Setup) -> None:
    setup.state.open(None)
    setup.state.send("Question", "m")
    assert setup.state.answering
    assert setup.bridge.arguments(chat_send) == [{"text": "Question", "chat_id": None, "model_id": "m"}]
    setup.bridge.replies[-1].resolve(STARTED)
    assert setup.seen.count("created", "c1") == 1
    (stream,) = setup.bridge.live
    stream.send(AnswerProgress(AnswerPhase.READING, 4, 10))
    assert said(setup) == "Reading your message…"
    stream.send(AnswerText("Hel"))
    stream.send(AnswerText("lo"))
    assert setup.texts() == ["Question", "Hello"]
    stream.send(AnswerEnded(ended(ANSWER, "Hello")))
    assert not setup.state.answering
    assert setup.seen.count("ended", "a1", MessageStatus.COMPLETE) == 1
    assert not setup.bridge.live


@pytest.mark.parametrize("event_first", [True, False])
def test_the_event_and_the_reply_may_come_in_any_order(setup: Setup, event_first: bool) -> None:
    setup.opened()
    setup.state.send("Question")
    reply = setup.bridge.replies[-1]
    event = (EventName.MESSAGE_STARTED, MessageEvent(ANSWER))
    if event_first:
        setup.state.on_event(*event)
    reply.resolve(STARTED)
    if not event_first:
        setup.state.on_event(*event)
    assert [shown.id for shown in setup.state.messages] == ["p1", "a1"]
    assert len(setup.bridge.live) == 1
    assert len(setup.bridge.arguments(chat_open)) == 1, "no need to read the chat again"


def test_the_end_is_told_once_whether_by_channel_or_event(setup: Setup) -> None:
    setup.opened(PROMPT, replace(ANSWER, status=MessageStatus.STREAMING))
    stream = setup.bridge.subscriptions[0]
    stream.send(AnswerText("Hi"))
    setup.state.on_event(EventName.MESSAGE_ENDED, MessageEvent(ended(ANSWER, "Hi!")))
    stream.send(AnswerText("late"))
    stream.send(AnswerEnded(ended(ANSWER, "Hi!")))
    setup.state.on_event(EventName.MESSAGE_ENDED, MessageEvent(ended(ANSWER, "Hi!")))
    assert setup.texts()[1] == "Hi!"
    assert setup.seen.count("ended", "a1", MessageStatus.COMPLETE) == 1


def test_a_streaming_message_is_followed_from_where_its_text_ends(setup: Setup) -> None:
    setup.opened(PROMPT, replace(ANSWER, status=MessageStatus.STREAMING, text="Hello", channel_seq=7))
    (stream,) = setup.bridge.live
    assert stream.after == 7
    stream.send(AnswerText(" there"))
    assert setup.texts()[1] == "Hello there"


def test_events_about_older_states_do_not_take_text_back(setup: Setup) -> None:
    setup.opened(PROMPT, replace(ANSWER, status=MessageStatus.STREAMING))
    (stream,) = setup.bridge.live
    stream.send(AnswerText("Hello"))
    setup.state.on_event(EventName.MESSAGE_STARTED, MessageEvent(ANSWER))
    assert setup.texts()[1] == "Hello"
    assert setup.bridge.live == [stream]


def test_after_a_lost_connection_the_chat_is_read_and_followed_again(setup: Setup) -> None:
    streaming = replace(ANSWER, status=MessageStatus.STREAMING)
    setup.opened(PROMPT, streaming)
    old = setup.bridge.subscriptions[0]
    old.send(AnswerText("One "))
    setup.state.on_link(connected=False)
    assert said(setup) == "Waiting for the connection…"
    setup.state.on_link(connected=True)
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT, replace(streaming, text="One two ", channel_seq=2))))
    old.send(AnswerText("two "))
    new = setup.bridge.live[-1]
    assert (new.after, len(setup.bridge.live)) == (2, 1)
    new.send(AnswerText("three"))
    assert setup.texts()[1] == "One two three"
    assert not setup.state.messages[1].stalled


def test_a_read_that_is_older_than_the_stream_changes_nothing(setup: Setup) -> None:
    streaming = replace(ANSWER, status=MessageStatus.STREAMING)
    setup.opened(PROMPT, streaming)
    (stream,) = setup.bridge.live
    stream.send(AnswerText("One "))
    setup.state.reload()
    stream.send(AnswerText("two"))
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT, replace(streaming, text="One ", channel_seq=1))))
    assert setup.texts()[1] == "One two"
    assert setup.bridge.live == [stream]


def test_an_answer_that_the_core_lost_is_shown_as_interrupted(setup: Setup) -> None:
    setup.opened(PROMPT, replace(ANSWER, status=MessageStatus.STREAMING))
    setup.bridge.subscriptions[0].send(AnswerText("Half an"))
    setup.bridge.subscriptions[0].end(ChannelGone("gone"))
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT, ended(ANSWER, "Half an", MessageStatus.INTERRUPTED))))
    assert setup.state.messages[1].can_continue
    assert not setup.state.answering
    assert setup.seen.count("ended", "a1", MessageStatus.INTERRUPTED) == 1


def test_a_channel_that_stays_gone_does_not_ask_for_ever(setup: Setup) -> None:
    streaming = replace(ANSWER, status=MessageStatus.STREAMING, text="Half")
    setup.opened(PROMPT, streaming)
    for _ in range(MAX_RELOADS + 1):
        setup.bridge.live[-1].end(ChannelGone("gone"))
        if setup.state.answering:
            setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT, streaming)))
    assert not setup.state.answering
    assert len(setup.bridge.arguments(chat_open)) == 1 + MAX_RELOADS
    assert setup.state.messages[1].stored.error is not None
    assert setup.texts()[1] == "Half"


def test_a_refused_prompt_comes_back(setup: Setup) -> None:
    setup.opened()
    setup.state.send("Question")
    setup.bridge.replies[-1].reject(StoreFull("full"))
    assert setup.seen.count("refused", "Question", "store_full") == 1
    assert not setup.state.answering
    assert setup.state.messages == []


def test_a_second_prompt_for_a_new_chat_waits_for_the_first(setup: Setup) -> None:
    setup.state.open(None)
    setup.state.send("Question")
    setup.state.send("More")
    assert len(setup.bridge.arguments(chat_send)) == 1
    setup.bridge.replies[0].resolve(STARTED)
    assert setup.bridge.arguments(chat_send)[1]["chat_id"] == "c1"


def test_a_second_prompt_is_refused_with_the_first(setup: Setup) -> None:
    setup.state.open(None)
    setup.state.send("Question")
    setup.state.send("More")
    setup.bridge.replies[0].reject(Busy("busy"))
    assert setup.seen.count("refused", "More", "busy") == 1
    assert not setup.state.answering


def test_a_reply_for_a_chat_that_was_left_changes_nothing(setup: Setup) -> None:
    setup.state.open(None)
    setup.state.send("Question")
    late = setup.bridge.replies[-1]
    setup.opened(ChatMessage("x", "c1", None, Role.USER, "Other", MessageStatus.COMPLETE, 0.0))
    late.resolve(STARTED)
    assert setup.texts() == ["Other"]
    assert setup.seen.count("created", "c1") == 0


def test_stop_before_the_reply_stops_the_answer_when_it_is_known(setup: Setup) -> None:
    setup.opened()
    setup.state.send("Question")
    setup.state.stop()
    assert not setup.bridge.arguments(chat_stop)
    setup.bridge.replies[-1].resolve(STARTED)
    assert setup.bridge.arguments(chat_stop) == [{"message_id": "a1"}]


def test_stop_ends_the_oldest_running_answer(setup: Setup) -> None:
    done = ended(ANSWER, "Done")
    setup.opened(PROMPT, done, replace(PROMPT, id="p2", parent_id="a1"), replace(ANSWER, id="a2", parent_id="p2"))
    setup.state.stop()
    assert setup.bridge.arguments(chat_stop) == [{"message_id": "a2"}]


def test_trying_again_puts_the_new_answer_in_place_of_the_old(setup: Setup) -> None:
    setup.opened(PROMPT, ended(ANSWER, "Bad", MessageStatus.FAILED))
    setup.state.retry("a1")
    setup.state.retry("a1")
    assert len(setup.bridge.arguments(chat_retry)) == 1, "twice is once"
    setup.bridge.replies[-1].resolve(AnswerStarted(SUMMARY, PROMPT, replace(ANSWER, id="a2", channel="ch2")))
    assert [shown.id for shown in setup.state.messages] == ["p1", "a2"]


def test_going_on_streams_into_the_same_message(setup: Setup) -> None:
    setup.opened(PROMPT, ended(ANSWER, "Half", MessageStatus.INTERRUPTED))
    setup.state.go_on("a1")
    assert setup.bridge.arguments(chat_continue) == [{"message_id": "a1"}]
    again = replace(ANSWER, text="Half", status=MessageStatus.STREAMING, channel="ch2")
    setup.bridge.replies[-1].resolve(AnswerStarted(SUMMARY, PROMPT, again))
    setup.bridge.live[-1].send(AnswerText(" more"))
    assert setup.texts() == ["Question", "Half more"]


def test_a_refused_action_is_told(setup: Setup) -> None:
    setup.opened(PROMPT, ended(ANSWER, "Half", MessageStatus.INTERRUPTED))
    setup.state.go_on("a1")
    setup.bridge.replies[-1].reject(Busy("busy"))
    assert setup.seen.count("action refused", "busy") == 1
    assert not setup.state.answering


def test_another_windows_answer_appears(setup: Setup) -> None:
    setup.opened(PROMPT, ended(ANSWER, "Done"))
    prompt2 = replace(PROMPT, id="p2", parent_id="a1", text="Next")
    answer2 = replace(ANSWER, id="a2", parent_id="p2", channel="ch2")
    setup.state.on_event(EventName.MESSAGE_STARTED, MessageEvent(answer2))
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT, ended(ANSWER, "Done"), prompt2, answer2)))
    assert setup.texts() == ["Question", "Done", "Next", ""]
    assert setup.seen.told[-2:] == [("replaced", 2), ("answering", True)]


def test_events_of_other_chats_are_ignored(setup: Setup) -> None:
    setup.opened(PROMPT)
    setup.state.on_event(EventName.MESSAGE_STARTED, MessageEvent(replace(ANSWER, chat_id="c2")))
    assert setup.texts() == ["Question"]


def test_a_chat_that_cannot_be_opened_says_why(setup: Setup) -> None:
    setup.state.open("c1")
    setup.bridge.replies[-1].reject(ChatNotFound("There is no such chat."))
    assert isinstance(setup.state.error, ChatNotFound)
    assert setup.seen.told[-1] == ("reset",)


def test_without_a_core_the_chat_is_read_when_it_comes(setup: Setup) -> None:
    setup.state.on_link(connected=False)
    setup.state.open("c1")
    setup.bridge.replies[-1].reject(CoreUnavailable("away"))
    assert setup.state.error is None
    setup.state.on_link(connected=True)
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT,)))
    assert setup.texts() == ["Question"]


def test_leaving_a_chat_leaves_its_channels(setup: Setup) -> None:
    setup.opened(PROMPT, ANSWER)
    stream = setup.bridge.subscriptions[0]
    setup.state.open(None)
    stream.send(AnswerText("late"))
    assert stream.left
    assert setup.state.messages == []
    assert not setup.state.answering


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (None, "Waiting…"),
        (AnswerProgress(AnswerPhase.QUEUED), "Waiting for another answer to end…"),
        (AnswerProgress(AnswerPhase.LOADING), "Loading SmolLM2 135M…"),
        (AnswerProgress(AnswerPhase.LOADING, note="It starts again."), "It starts again. Loading SmolLM2 135M…"),
        (AnswerProgress(AnswerPhase.READING), "Reading your message…"),
        (AnswerProgress(AnswerPhase.READING, 30, 20), "Reading your message…"),
        (
            AnswerProgress(AnswerPhase.SUMMARISING, note="Summing up the first 6 messages…"),
            "Summing up the first 6 messages…",
        ),
        (AnswerProgress(AnswerPhase.WRITING), "Writing…"),
    ],
)
def test_what_is_awaited_is_said(setup: Setup, progress: AnswerProgress | None, words: str) -> None:
    setup.opened(PROMPT, ANSWER)
    if progress is not None:
        setup.bridge.live[0].send(progress)
    assert said(setup) == words


def test_what_takes_long_to_read_has_figures(setup: Setup) -> None:
    now = 0.0
    setup.opened(PROMPT, ANSWER)
    setup.state.messages[1].reading = Reading(lambda: now)
    setup.bridge.live[0].send(AnswerProgress(AnswerPhase.READING, 0, 100))
    now = 1.0
    setup.bridge.live[0].send(AnswerProgress(AnswerPhase.READING, 43, 100, 4.6))
    assert waiting_words(setup.state.messages[1], number) == WaitingWords("Reading your message", "43 % · about 5 s")


def test_thoughts_are_shown_apart_and_end_with_the_first_word(setup: Setup) -> None:
    setup.opened(PROMPT, ANSWER)
    setup.bridge.live[0].send(AnswerThinking("Hm, ", 0.4))
    setup.bridge.live[0].send(AnswerThinking("so.", 12.7))
    shown = setup.state.messages[1]
    assert (said(setup), shown.thinks, shown.thinking, shown.text) == ("", True, "Hm, so.", "")
    setup.bridge.live[0].send(AnswerProgress(AnswerPhase.APPROVAL))
    assert said(setup) == "Waiting for your decision…"
    setup.bridge.live[0].send(AnswerText("Yes"))
    assert not shown.thinks
    assert said(setup) == ""
    setup.bridge.live[0].send(AnswerEnded(replace(ended(ANSWER, "Yes"), thinking="Hm, so.", thinking_s=13.0)))
    assert (shown.text, shown.thinking, shown.thinking_s) == ("Yes", "Hm, so.", 13.0)


@pytest.mark.parametrize(
    ("status", "reason", "can"),
    [
        (MessageStatus.COMPLETE, StopReason.FINISHED, False),
        (MessageStatus.COMPLETE, StopReason.REPETITION, True),
        (MessageStatus.COMPLETE, StopReason.LENGTH, True),
        (MessageStatus.COMPLETE, StopReason.CONTEXT, True),
        (MessageStatus.STOPPED, StopReason.STOPPED, True),
    ],
)
def test_what_was_cut_off_can_go_on(setup: Setup, status: MessageStatus, reason: StopReason, can: bool) -> None:
    message = replace(ANSWER, text="Half", status=status, stop_reason=reason, channel=None)
    setup.opened(PROMPT, message)
    assert setup.state.messages[1].can_continue is can
    assert not ShownMessage(replace(message, text="")).can_continue


@pytest.mark.parametrize(("text", "command"), [("", "chat.retry"), ("Half", "chat.continue")])
def test_a_chat_that_is_too_long_is_answered_in_another_way(setup: Setup, text: str, command: str) -> None:
    error = {"code": "prompt_too_long", "message": "Too long.", "params": {"older_turns": 2}}
    setup.opened(PROMPT, replace(ANSWER, text=text, status=MessageStatus.FAILED, error=error, channel=None))
    assert setup.state.messages[1].older_turns == 2
    setup.state.shorten(ANSWER.id, ContextPolicy.DROP)
    assert setup.bridge.calls[-1] == (command, {"message_id": ANSWER.id, "context_policy": ContextPolicy.DROP})
    setup.state.shorten(ANSWER.id, ContextPolicy.DROP)
    setup.state.shorten("unknown", ContextPolicy.DROP)
    assert [call for call, _ in setup.bridge.calls].count(command) == 1


@pytest.mark.parametrize(
    "error",
    [
        None,
        {"code": "prompt_too_long"},
        {"code": "engine", "params": {"older_turns": 2}},
        {"code": "prompt_too_long", "params": {"older_turns": "many"}},
    ],
)
def test_other_errors_offer_nothing_to_leave_out(error: dict[str, Any] | None) -> None:
    assert ShownMessage(replace(ANSWER, status=MessageStatus.FAILED, error=error)).older_turns == 0
