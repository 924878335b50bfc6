"""Edits, versions, deletion, tool calls and older pages, as the view model does them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from app.bridge.events import ChatEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    AnswerStarted,
    chat_open,
    chat_page,
    message_ask_again,
    message_branch,
    message_choose,
    message_delete,
    message_edit,
    message_restore,
    tool_decide,
)
from app.errors import AppError, StoreFull
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus, ToolDecision, ToolStatus, ToolUse
from app.types.messages import Role
from app.types.streams import AnswerEnded, AnswerTool
from app.ui.chat.actions import Decided, Edited
from app.ui.chat.message_commands import MAX_EDIT, MessageCommands
from app.ui.chat.paging import LEAP, PAGE
from tests.helpers.chat_calls import ANSWER, PROMPT, SUMMARY, Setup

DONE = replace(ANSWER, text="Hello", status=MessageStatus.COMPLETE, channel=None)


@pytest.fixture
def setup() -> Setup:
    return Setup()


@pytest.fixture
def commands(setup: Setup) -> MessageCommands:
    return MessageCommands(cast("Any", setup.bridge), setup.state, setup.seen)


def row_of_messages(count: int, first: int = 0) -> tuple[ChatMessage, ...]:
    """Messages that follow each other, with ids m0, m1 …"""
    return tuple(
        replace(
            DONE,
            id=f"m{number}",
            parent_id=f"m{number - 1}" if number else None,
            role=Role.ASSISTANT if number % 2 else Role.USER,
        )
        for number in range(first, first + count)
    )


def test_an_edit_stays_until_it_is_saved(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.edit("a1")
    assert setup.state.messages[1].editing == "Hello"
    commands.keep("a1", "Hello you")
    setup.opened(PROMPT, DONE)
    assert setup.state.messages[1].editing == "Hello you", "another visit brings it back"
    commands.edit("a1")
    assert setup.state.messages[1].editing == "Hello you", "a second Edit takes nothing away"
    commands.edited(Edited("a1", "Hello you"))
    assert setup.bridge.arguments(message_edit) == [{"message_id": "a1", "text": "Hello you"}]
    setup.bridge.replies[-1].resolve(replace(DONE, text="Hello you", edited_at=5.0))
    saved = setup.state.messages[1]
    assert saved.text == "Hello you"
    assert saved.editing is None
    assert setup.state.edits == {}


def test_a_refused_edit_keeps_its_text(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.edit("p1")
    commands.keep("p1", "Better")
    commands.edited(Edited("p1", "Better"))
    setup.bridge.replies[-1].reject(StoreFull("The disk is full."))
    assert setup.state.messages[0].editing == "Better"
    assert setup.seen.count("action refused", StoreFull.code) == 1
    commands.cancel("p1")
    assert setup.state.messages[0].editing is None


def test_nothing_is_written_for_an_edit_that_changes_nothing(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.edit("p1")
    commands.edited(Edited("p1", "Question"))
    assert setup.state.messages[0].editing is None
    assert not setup.bridge.arguments(message_edit)


def test_what_runs_or_is_too_long_is_not_edited(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(replace(PROMPT, text="x" * (MAX_EDIT + 1)), ANSWER)
    commands.edit("a1")
    commands.edit("p1")
    commands.edit("gone")
    assert [shown.editing for shown in setup.state.messages] == [None, None]
    assert setup.seen.count("action refused", AppError.code) == 1


def test_a_prompt_is_asked_again_beside_the_old_one(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.edit("p1")
    commands.edited(Edited("p1", "Better?", again=True))
    assert setup.bridge.arguments(message_ask_again) == [{"message_id": "p1", "text": "Better?"}]
    again = replace(PROMPT, id="p2", text="Better?", versions=("p1", "p2"))
    setup.bridge.replies[-1].resolve(AnswerStarted(SUMMARY, again, replace(ANSWER, id="a2", parent_id="p2")))
    assert setup.ids() == ["p2", "a2"]
    assert setup.state.answering


def test_a_refused_question_stays_in_its_field(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.edited(Edited("p1", "Better?", again=True))
    setup.bridge.replies[-1].reject(StoreFull("The disk is full."))
    assert setup.state.messages[0].editing == "Better?"
    assert not setup.state.answering


def test_nothing_is_asked_again_while_an_answer_runs(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, ANSWER)
    commands.edited(Edited("p1", "Better?", again=True))
    assert not setup.bridge.arguments(message_ask_again)
    assert setup.seen.count("action refused", "busy") == 1


def test_another_version_takes_the_place_and_the_rest_stays(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.choose("a0")
    assert setup.bridge.arguments(message_choose) == [{"message_id": "a0", "limit": PAGE}]
    other = replace(DONE, id="a0", text="Hi", versions=("a0", "a1"))
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (replace(PROMPT, edited_at=1.0), other)))
    assert setup.ids() == ["p1", "a0"]
    assert setup.state.messages[0].stored.edited_at == 1.0
    assert setup.seen.told[-2:] == [("replaced", 1), ("changed", 0)]


def test_the_end_of_an_answer_does_not_take_its_versions_away(setup: Setup) -> None:
    setup.opened(PROMPT, replace(ANSWER, versions=("a0", "a1")))
    setup.bridge.live[0].send(AnswerEnded(DONE))
    assert setup.state.messages[1].stored.versions == ("a0", "a1")


def test_a_late_version_does_not_come_into_another_chat(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.choose("a0")
    late = setup.bridge.replies[-1]
    setup.state.open(None)
    late.resolve(Chat(SUMMARY, (PROMPT,)))
    assert setup.ids() == []


def test_a_branch_is_told(setup: Setup, commands: MessageCommands) -> None:
    setup.opened(PROMPT, DONE)
    commands.branch("a1")
    assert setup.bridge.arguments(message_branch) == [{"message_id": "a1"}]
    setup.bridge.replies[-1].resolve(ChatSummary("c2", "Title (2)", 0.0, 0.0))
    assert setup.seen.count("branched", "c2") == 1


def test_a_deleted_message_goes_and_comes_back_without_touching_the_others(
    setup: Setup, commands: MessageCommands
) -> None:
    messages = row_of_messages(6)
    setup.opened(*messages)
    kept = setup.state.messages[5]
    commands.delete("m2")
    assert setup.bridge.arguments(message_delete) == [{"message_id": "m2"}]
    setup.bridge.replies[-1].resolve(SUMMARY)
    assert setup.seen.count("deleted", "m2") == 1
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, messages[:2] + messages[3:]))
    assert setup.seen.count("spliced", 2, 1, 0) == 1
    assert setup.state.messages[4] is kept
    commands.restore("m2")
    assert setup.bridge.arguments(message_restore) == [{"message_id": "m2"}]
    setup.bridge.replies[-1].resolve(SUMMARY)
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, messages))
    assert setup.seen.count("spliced", 2, 0, 1) == 1
    assert setup.ids() == [f"m{number}" for number in range(6)]


def test_what_another_window_rewrote_is_read_again_once_more_if_it_came_meanwhile(setup: Setup) -> None:
    setup.opened(PROMPT, DONE)
    event = (EventName.CHAT_REWRITTEN, ChatEvent(SUMMARY))
    setup.state.on_event(*event)
    setup.state.on_event(*event)
    setup.state.on_event(EventName.CHAT_REWRITTEN, ChatEvent(replace(SUMMARY, id="c9")))
    assert len(setup.bridge.arguments(chat_open)) == 2
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, (PROMPT,)))
    assert setup.ids() == ["p1"]
    assert len(setup.bridge.arguments(chat_open)) == 3


def test_a_decision_goes_to_the_core_and_the_channel_brings_what_came_of_it(
    setup: Setup, commands: MessageCommands
) -> None:
    setup.opened(PROMPT, ANSWER)
    use = ToolUse("t1", "echo", "{}", 0, ToolStatus.ASKED)
    setup.bridge.live[0].send(AnswerTool(use))
    assert setup.state.messages[1].tools == (use,)
    commands.decide(Decided("a1", "t1", ToolDecision.ONCE))
    assert setup.bridge.arguments(tool_decide) == [{"message_id": "a1", "tool_id": "t1", "decision": ToolDecision.ONCE}]
    setup.bridge.replies[-1].resolve(None)
    done = replace(use, status=ToolStatus.DONE, result="ok")
    setup.bridge.live[0].send(AnswerTool(done))
    assert setup.state.messages[1].tools == (done,)


# Pages


def test_older_messages_come_before_the_others(setup: Setup) -> None:
    setup.opened(*row_of_messages(4, first=10), older=10)
    assert setup.bridge.arguments(chat_open) == [{"chat_id": "c1", "limit": PAGE}]
    setup.state.pager.more()
    setup.state.pager.more()
    assert setup.bridge.arguments(chat_page) == [{"message_id": "m10", "limit": PAGE}]
    setup.bridge.replies[-1].resolve(row_of_messages(4, first=6))
    assert setup.ids() == [f"m{number}" for number in range(6, 14)]
    assert setup.seen.told[-1] == ("spliced", 0, 0, 4)
    assert setup.state.pager.older == 6


def test_no_page_is_asked_for_where_there_is_none(setup: Setup) -> None:
    setup.opened(*row_of_messages(4))
    setup.state.pager.more()
    assert not setup.bridge.arguments(chat_page)


def test_a_page_that_comes_to_nothing_ends_the_asking(setup: Setup) -> None:
    setup.opened(*row_of_messages(4, first=10), older=10)
    setup.state.pager.more()
    setup.bridge.replies[-1].resolve(())
    setup.state.pager.more()
    assert len(setup.bridge.arguments(chat_page)) == 1


def test_a_failed_page_can_be_asked_for_again(setup: Setup) -> None:
    setup.opened(*row_of_messages(4, first=10), older=10)
    setup.state.pager.more()
    setup.bridge.replies[-1].reject(StoreFull("Not now."))
    assert setup.seen.count("action refused", StoreFull.code) == 0, "scrolling again is the remedy"
    setup.state.pager.more()
    assert len(setup.bridge.arguments(chat_page)) == 2


def test_a_message_far_away_is_reached_in_leaps(setup: Setup) -> None:
    reached: list[str] = []
    setup.opened(*row_of_messages(4, first=2000), older=2000)
    setup.state.pager.ensure("m1500", lambda: reached.append("m1500"))
    setup.state.pager.ensure("m2001", lambda: reached.append("m2001"))
    setup.state.pager.ensure("m5", lambda: reached.append("m5"))
    setup.state.pager.ensure("gone", lambda: reached.append("gone"), lambda: reached.append("missing"))
    assert reached == ["m2001"], "what is there needs no reading"
    setup.bridge.replies[-1].resolve(row_of_messages(LEAP, first=1000))
    assert reached == ["m2001", "m1500"]
    setup.bridge.replies[-1].resolve(row_of_messages(1000))
    assert reached == ["m2001", "m1500", "m5", "missing"]


def test_a_message_that_is_wanted_while_the_chat_opens_is_found_afterwards(setup: Setup) -> None:
    reached: list[str] = []
    setup.state.open("c1")
    setup.state.pager.ensure("m1", lambda: reached.append("m1"))
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, row_of_messages(4)))
    assert reached == ["m1"]


def test_who_waits_for_a_message_hears_why_it_does_not_come(setup: Setup) -> None:
    setup.opened(*row_of_messages(4, first=10), older=10)
    setup.state.pager.ensure("m1", lambda: None)
    setup.bridge.replies[-1].reject(StoreFull("Not now."))
    assert setup.seen.count("action refused", StoreFull.code) == 1


def test_pages_of_a_chat_that_was_left_change_nothing(setup: Setup) -> None:
    setup.opened(*row_of_messages(4, first=10), older=10)
    setup.state.pager.more()
    page = setup.bridge.replies[-1]
    setup.state.pager.ensure("m1", lambda: None)
    setup.opened(*row_of_messages(2, first=40), older=40)
    page.resolve(row_of_messages(4, first=6))
    page.reject(StoreFull("Not now."))
    assert setup.ids() == ["m40", "m41"]
    assert setup.seen.count("action refused", StoreFull.code) == 0


def test_a_chat_that_is_read_again_keeps_what_was_read_before(setup: Setup) -> None:
    setup.opened(*row_of_messages(80, first=20), older=20)
    setup.state.reload()
    assert setup.bridge.arguments(chat_open)[-1]["limit"] == 80
    setup.bridge.replies[-1].resolve(Chat(SUMMARY, row_of_messages(80, first=22), 22))
    assert setup.ids() == [f"m{number}" for number in range(20, 102)]
    assert setup.state.pager.older == 20


def test_an_answer_whose_question_is_the_first_leaves_nothing_older(setup: Setup) -> None:
    setup.opened(*row_of_messages(4, first=10), older=10)
    setup.state.send("New")
    root = replace(PROMPT, id="p9")
    setup.bridge.replies[-1].resolve(AnswerStarted(SUMMARY, root, replace(ANSWER, parent_id="p9")))
    assert setup.ids() == ["p9", "a1"]
    assert setup.state.pager.older == 0
