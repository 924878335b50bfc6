"""Drafts, the meter, questions that wait, one's own questions and saved prompts, in the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bridge.events import MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    AnswerStarted,
    chat_keep_draft,
    chat_measure,
    chat_new_draft,
    chat_open,
    chat_send,
    chat_set_options,
    settings_describe,
)
from app.errors import InvalidInput, StoreFull
from app.types.chats import Chat, ChatMessage, ChatOptions, ContextPolicy, ContextUse, MessageStatus
from app.types.messages import Role
from app.types.settings import SettingInfo
from app.ui.bridge.base import LinkState
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import finished
from tests.ui.window_rig import A, B, Rig, Start
from tests.ui.window_samples import EFFECTIVE, scripted

UP, DOWN, ENTER = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rig(start: Start) -> Rig:
    return start()


def type_(rig: Rig, text: str) -> None:
    QTest.keyClicks(rig.window.composer.edit, text)


def press(rig: Rig, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(rig.window.composer.edit, key, keys)
    rig.bridge.flush()


def pause(rig: Rig) -> None:
    """Nobody presses a key for a while."""
    for timer, then in (
        (rig.window.writing.keeper._timer, rig.window.writing.keeper.flush),
        (rig.window.writing.measure._timer, rig.window.writing.measure._ask),
        (rig.window.writing.options._timer, rig.window.writing.options._push),
    ):
        if timer.isActive():
            timer.stop()
            then()
    rig.bridge.flush()


def kept(rig: Rig) -> list[tuple[str | None, str]]:
    return [(call["chat_id"], call["text"]) for call in rig.bridge.arguments(chat_keep_draft)]


def answer(chat_id: str = "a", status: MessageStatus = MessageStatus.COMPLETE) -> ChatMessage:
    return ChatMessage("m", chat_id, None, Role.ASSISTANT, "Yes", status, 0.0)


def end_answer(rig: Rig, status: MessageStatus = MessageStatus.COMPLETE) -> None:
    rig.pane.set_answering(answering=False)
    rig.pane.answer_ended.emit(answer(status=status))


def settle(rig: Rig) -> None:
    rig.window.writing.queue._settle.stop()
    rig.window.writing.queue._settled()


# Drafts.


def test_what_is_typed_is_stored_in_the_pauses_and_when_it_is_left(rig: Rig) -> None:
    type_(rig, "Why")
    assert kept(rig) == []
    pause(rig)
    assert kept(rig) == [(None, "Why")]
    type_(rig, "?")
    rig.window.open_chat("a")
    assert kept(rig)[-1] == (None, "Why?")
    pause(rig)
    assert len(kept(rig)) == 2, "what is stored is not stored again"


def test_a_stored_draft_comes_back(start: Start) -> None:
    bridge = scripted(FakeBridge(), (A, B))
    bridge.answer(chat_new_draft, "new one")
    bridge.answer(chat_open, lambda chat_id, **_: Chat(A, (), draft="half a que") if chat_id == "a" else Chat(B, ()))
    rig = start(bridge)
    assert rig.window.composer.text == "new one"
    rig.window.open_chat("a")
    bridge.flush()
    assert rig.window.composer.text == "half a que"
    rig.window.open_chat(None)
    bridge.flush()
    assert rig.window.composer.text == "new one"


def test_what_was_typed_meanwhile_is_kept_behind_it(start: Start) -> None:
    bridge = scripted(FakeBridge(), (A, B))
    held = bridge.hold(chat_new_draft)
    rig = start(bridge)
    type_(rig, "quick")
    held.resolve("stored")
    assert rig.window.composer.text == "stored\n\nquick"


def test_a_draft_that_was_not_stored_is_stored_when_the_core_is_back(rig: Rig) -> None:
    rig.bridge.answer(chat_keep_draft, StoreFull("The disk is full."))
    type_(rig, "a")
    pause(rig)
    rig.bridge.set_link(LinkState.LOST)
    rig.bridge.answer(chat_keep_draft, None)
    type_(rig, "b")
    pause(rig)
    rig.bridge.set_link(LinkState.CONNECTED)
    pause(rig)
    assert kept(rig) == [(None, "a"), (None, "ab")]
    assert rig.window.composer.text == "ab"


def test_a_sent_question_is_no_draft_any_more(rig: Rig) -> None:
    type_(rig, "Why?")
    pause(rig)
    press(rig, ENTER)
    assert kept(rig)[-1] == (None, "")
    type_(rig, "next")
    rig.pane.opened.append("c")
    rig.pane.chat_opened.emit("c")
    pause(rig)
    assert kept(rig)[-1] == ("c", "next")
    assert rig.window.composer.text == "next"


def test_an_example_that_waits_for_the_core_takes_no_draft_away(rig: Rig) -> None:
    type_(rig, "my draft")
    rig.bridge.set_link(LinkState.LOST)
    rig.pane.suggestion_chosen.emit("Why is the sky dark?")
    assert rig.window.composer.text == "Why is the sky dark?"
    rig.bridge.set_link(LinkState.CONNECTED)
    assert [text for text, _ in rig.pane.sent] == ["Why is the sky dark?"]
    assert rig.window.composer.text == "my draft"
    rig.bridge.set_link(LinkState.LOST)
    rig.pane.suggestion_chosen.emit("Why is it blue?")
    rig.window.writing.stop()
    assert rig.window.composer.text == "my draft"


def test_closing_the_window_stores_what_waits_too(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.bridge.flush()
    rig.pane.set_answering(answering=True)
    type_(rig, "next")
    press(rig, ENTER)
    type_(rig, "and")
    rig.window.close()
    assert kept(rig)[-1] == ("a", "next\n\nand")


def test_what_waits_for_an_answer_that_ended_unheard_waits_for_the_person(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.bridge.flush()
    rig.pane.set_answering(answering=True)
    type_(rig, "next")
    press(rig, ENTER)
    rig.window.open_chat("b")
    rig.pane.set_answering(answering=False)
    rig.bridge.set_link(LinkState.LOST)  # the end of the answer is told to nobody
    rig.bridge.set_link(LinkState.CONNECTED)
    settle(rig)
    rig.window.open_chat("a")
    rig.bridge.flush()
    queue = rig.window.writing.queue
    assert queue.strip.words == "1 questions are sent when this answer is there"
    assert queue._settle.isActive()
    settle(rig)
    assert queue.strip.words == "1 questions wait for you"
    queue.strip.resume.click()
    assert [text for text, _ in rig.pane.sent] == ["next"]


# The meter.


def test_the_meter_shows_the_figures_and_hides_for_an_empty_new_chat(rig: Rig) -> None:
    figure = rig.window.writing.figure
    rig.bridge.answer(chat_measure, ContextUse(1482, 4, 8192, exact=True))
    pause(rig)
    assert figure.words == ""
    assert rig.bridge.arguments(chat_measure) == []
    type_(rig, "Why?")
    pause(rig)
    assert figure.words == "1,482 of 8,192"
    assert rig.bridge.arguments(chat_measure)[-1]["text"] == "Why?"
    rig.bridge.answer(chat_measure, ContextUse(1482, 4, 8192, exact=False))
    type_(rig, "?")
    pause(rig)
    assert figure.words == "about 1,482 of 8,192"
    assert not figure.grab().isNull()
    rig.bridge.answer(chat_measure, InvalidInput("No."))
    type_(rig, "?")
    pause(rig)
    assert figure.words == ""


def test_each_window_measures_for_itself(start: Start) -> None:
    askers = set()
    for rig in (start(), start()):
        type_(rig, "hello")
        pause(rig)
        askers |= {call["asker"] for call in rig.bridge.arguments(chat_measure)}
    assert len(askers) == 2


def test_the_meter_moves_while_an_answer_comes(rig: Rig) -> None:
    figure = rig.window.writing.figure
    rig.window.open_chat("a")
    rig.bridge.answer(chat_measure, ContextUse(100, 0, 200, exact=True))
    pause(rig)
    assert figure.words == "100 of 200"
    for tokens, words in ((1, "about 101 of 200"), (60, "about 160 of 200"), (900, "about 200 of 200")):
        rig.pane.port.streamed.emit(tokens)
        assert figure.words == words
    rig.pane.port.streamed.emit(60)
    type_(rig, "And?")
    pause(rig)
    assert figure.words == "about 160 of 200", "a draft is measured without the answer that runs"
    rig.bridge.answer(chat_measure, ContextUse(171, 4, 200, exact=True))
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(replace(finished("Yes"), chat_id="a")))
    pause(rig)
    assert figure.words == "171 of 200"
    rig.pane.port.streamed.emit(9)
    rig.window.open_chat("b")
    pause(rig)
    assert figure.words == "171 of 200", "another chat has nothing of it"


def test_an_old_measuring_does_not_go_over_a_new_one(rig: Rig) -> None:
    held = rig.bridge.hold(chat_measure)
    rig.bridge.answer(chat_measure, ContextUse(20, 4, 100, exact=True))
    type_(rig, "a")
    pause(rig)
    type_(rig, "b")
    pause(rig)
    held.resolve(ContextUse(10, 4, 100, exact=True))
    assert rig.window.writing.figure.words == "20 of 100"


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (ContextUse(90, 4, 100, exact=True), "The model's window is nearly full: 10 tokens are left"),
        (ContextUse(120, 4, 100, exact=True), "This will be refused: it takes 120 tokens"),
        (ContextUse(120, 4, 100, exact=False), "This will be refused: it takes about 120 tokens"),
        (ContextUse(120, 110, 100, exact=True), "This is too long by itself: it takes 110 tokens"),
        (ContextUse(120, 4, 100, exact=True, policy=ContextPolicy.DROP, left_out=4), "The oldest 4 messages"),
        (ContextUse(120, 4, 100, exact=True, policy=ContextPolicy.DROP), "The oldest messages will not be read"),
        (ContextUse(120, 4, 100, exact=True, policy=ContextPolicy.SUMMARISE, left_out=4), "The model will sum up"),
        (ContextUse(120, 4, 100, exact=True, policy=ContextPolicy.SUMMARISE), "The model will sum up the oldest"),
    ],
)
def test_what_happens_is_said_before_send(rig: Rig, use: ContextUse, words: str) -> None:
    rig.bridge.answer(chat_measure, use)
    type_(rig, "Why?")
    pause(rig)
    assert rig.window.writing.notice.words.startswith(words)
    assert not rig.window.grab().isNull()


def test_a_new_chat_has_nothing_that_could_be_left_out(rig: Rig) -> None:
    rig.bridge.answer(chat_measure, ContextUse(90, 80, 100, exact=True))
    type_(rig, "Why?")
    pause(rig)
    notice = rig.window.writing.notice
    assert notice.words
    assert not any(button.isVisible() for button in notice.stops)


def test_the_toast_stands_right_above_the_notice(rig: Rig) -> None:
    rig.bridge.answer(chat_measure, ContextUse(90, 80, 100, exact=True))
    rig.window.toast.tell("Said.")
    type_(rig, "Why?")
    pause(rig)
    QApplication.processEvents()
    lines = rig.window.writing.lines
    top = lines.mapTo(rig.window, lines.rect().topLeft()).y()
    assert 0 <= top - rig.window.toast.geometry().bottom() <= 24


def test_another_policy_for_this_chat_is_one_press(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.bridge.answer(chat_measure, ContextUse(120, 4, 100, exact=True))
    rig.bridge.answer(chat_set_options, replace(EFFECTIVE, context_policy=ContextPolicy.DROP))
    pause(rig)
    rig.bridge.flush()
    rig.bridge.answer(chat_measure, ContextUse(90, 4, 100, exact=True, policy=ContextPolicy.DROP, left_out=2))
    rig.press("Leave the oldest out")
    assert rig.bridge.arguments(chat_set_options) == [
        {"chat_id": "a", "options": ChatOptions(context_policy=ContextPolicy.DROP)}
    ]
    pause(rig)
    assert rig.window.writing.notice.words.startswith("The oldest 2 messages")


def test_a_new_chat_gets_the_policy_with_its_first_question(rig: Rig) -> None:
    rig.bridge.answer(chat_measure, ContextUse(120, 4, 100, exact=True))
    type_(rig, "Why?")
    pause(rig)
    rig.window.writing.notice.policy_chosen.emit(ContextPolicy.SUMMARISE)
    pause(rig)
    wanted = ChatOptions(context_policy=ContextPolicy.SUMMARISE)
    assert rig.bridge.arguments(chat_measure)[-1]["options"] == wanted
    press(rig, ENTER)
    assert rig.pane.extras[-1].options == wanted
    rig.pane.opened.append("c")
    rig.pane.chat_opened.emit("c")
    assert rig.window.writing.options.options == wanted


# What waits its turn.


def test_a_question_waits_for_the_answer_and_is_sent_then(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    for text in ("one", "two"):
        type_(rig, text)
        press(rig, ENTER)
    assert rig.pane.sent == []
    assert rig.window.composer.text == ""
    strip = rig.window.writing.strip
    assert [row.label.text() for row in strip.rows] == ["one", "two"]
    end_answer(rig)
    assert rig.pane.sent == [("one", None)]
    rig.pane.set_answering(answering=True)
    end_answer(rig)
    assert rig.pane.sent[-1] == ("two", None)
    assert strip.words == ""


def test_ctrl_enter_stops_the_answer_and_sends(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    type_(rig, "later")
    press(rig, ENTER)
    type_(rig, "now")
    press(rig, ENTER, CTRL)
    assert rig.pane.stops == 1
    end_answer(rig, MessageStatus.STOPPED)
    assert rig.pane.sent == [("now", None)]
    rig.pane.set_answering(answering=True)
    end_answer(rig)
    assert rig.pane.sent[-1] == ("later", None)


def test_the_setting_turns_it_round(start: Start) -> None:
    bridge = scripted(FakeBridge(), (A, B))
    said = SettingInfo("chat.while_answering", "choice", "stop", "queue", "file", "", "", restart=False)
    bridge.answer(settings_describe, lambda: (said,))
    rig = start(bridge)
    rig.pane.set_answering(answering=True)
    type_(rig, "now")
    press(rig, ENTER)
    assert rig.pane.stops == 1
    type_(rig, "later")
    press(rig, ENTER, CTRL)
    assert rig.pane.stops == 1
    assert len(rig.window.writing.strip.rows) == 2


def test_after_stop_what_waits_is_left_to_the_person(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    type_(rig, "one")
    press(rig, ENTER)
    QTest.mouseClick(rig.window.composer.button, Qt.MouseButton.LeftButton)
    end_answer(rig, MessageStatus.STOPPED)
    settle(rig)
    assert rig.pane.sent == []
    rig.press("Send now")
    assert rig.pane.sent == [("one", None)]


def test_an_answer_that_never_came_leaves_them_waiting(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    type_(rig, "one")
    press(rig, ENTER)
    rig.pane.set_answering(answering=False)
    settle(rig)
    assert rig.pane.sent == []
    assert rig.window.writing.strip.resume.isVisible()


def test_a_waiting_question_can_be_edited_removed_and_brought_back(rig: Rig) -> None:
    rig.pane.set_answering(answering=True)
    for text in ("one", "two"):
        type_(rig, text)
        press(rig, ENTER)
    strip = rig.window.writing.strip
    strip.rows[0]._edit()
    assert rig.window.composer.text == "one"
    strip.rows[0]._remove()
    assert strip.rows == []
    rig.press("Undo")
    assert [row.label.text() for row in strip.rows] == ["two"]


def test_one_that_is_refused_waits_again(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    type_(rig, "one")
    press(rig, ENTER)
    end_answer(rig)
    rig.pane.send_refused.emit("one", StoreFull("The disk is full."))
    assert [row.label.text() for row in rig.window.writing.strip.rows] == ["one"]
    assert rig.window.composer.text == ""


def test_what_waits_in_a_chat_that_was_left_is_sent_there(rig: Rig) -> None:
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    for text in ("one", "two"):
        type_(rig, text)
        press(rig, ENTER)
    rig.window.open_chat("b")
    waiting = replace(answer("a"), status=MessageStatus.WAITING)
    rig.bridge.answer(chat_send, AnswerStarted(A, waiting, waiting))
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(answer("a")))
    rig.bridge.flush()
    [sent] = rig.bridge.arguments(chat_send)
    assert (sent["text"], sent["chat_id"]) == ("one", "a")
    rig.bridge.answer(chat_send, StoreFull("The disk is full."))
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(answer("a")))
    rig.bridge.flush()
    rig.window.open_chat("a")
    assert [row.label.text() for row in rig.window.writing.strip.rows] == ["two"]


def test_a_new_chat_begins_in_its_folder(rig: Rig) -> None:
    rig.window.writing.begin_with(folder_id="f", temporary=True)
    rig.window.ask("one")
    assert (rig.pane.extras[-1].folder_id, rig.pane.extras[-1].temporary) == ("f", True)
    rig.window.open_chat("a")
    rig.window.ask("two")
    rig.window.open_chat(None)
    rig.window.ask("three")
    assert [extras.folder_id for extras in rig.pane.extras] == ["f", None, None]


def test_tab_goes_through_everything_as_it_is_seen(rig: Rig) -> None:
    rig.bridge.answer(chat_measure, ContextUse(120, 4, 100, exact=True))
    rig.pane.set_answering(answering=True)
    type_(rig, "one")
    press(rig, ENTER)
    rig.window.writing.files.attach_text("x" * 5000)
    type_(rig, "two")
    pause(rig)
    writing, composer = rig.window.writing, rig.window.composer
    [row] = writing.strip.rows
    [chip] = writing.files.row.chips.values()
    notice = [stop for stop in writing.notice.stops if stop.isVisible()]
    wanted = [*row.buttons, *notice, chip, composer.edit, writing.plus, composer.button]
    row.buttons[0].setFocus()
    seen = []
    for _ in wanted:
        seen.append(rig.window.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    assert seen == wanted


# One's own questions.


def test_the_arrow_keys_bring_back_ones_questions(rig: Rig) -> None:
    for text in ("one", "two"):
        type_(rig, text)
        press(rig, ENTER)
    press(rig, UP)
    assert rig.window.composer.text == "two"
    press(rig, UP)
    assert rig.window.composer.text == "one"
    press(rig, DOWN)
    press(rig, DOWN)
    assert rig.window.composer.text == ""
    press(rig, UP, Qt.KeyboardModifier.ShiftModifier)
    assert rig.window.composer.text == ""
