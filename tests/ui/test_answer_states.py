"""Answers in other states than plain text: waiting with figures, thoughts, circles, a chat that is too long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.signatures import AnswerStarted, chat_continue, chat_retry
from app.client.reading import Reading
from app.errors import PromptTooLong, StoreFull
from app.types.chats import ChatMessage, ContextPolicy, MessageStatus
from app.types.generation import StopReason
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText, AnswerThinking
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.view import ChatView
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.labels import Paragraph
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, SUMMARY, OpenViews, answer, prompt, shown_text

NOTE = "The first 12 messages were not read: the chat is longer than the model's window."


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


def row_of(view: ChatView) -> AnswerRow:
    rows = [row for row in view.findChildren(AnswerRow) if row.isVisible()]
    return rows[-1]


def buttons(row: AnswerRow) -> list[str]:
    return [one.text() for one in row.card.findChildren(TextButton) if one.isVisible()]


def press(row: AnswerRow, text: str) -> None:
    found = next(one for one in row.findChildren(TextButton) if one.isVisible() and one.text() == text)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def too_long(text: str = "", turns: int = 3) -> ChatMessage:
    params = {"prompt_tokens": 9120, "context_tokens": 8192, "older_turns": turns}
    error = PromptTooLong("The chat has 9,120 tokens.", hint="Start a new chat.", params=params)
    return answer(text, MessageStatus.FAILED, error=error.to_dict(), stop_reason=StopReason.FAILED)


def test_long_reading_says_how_long_and_tells_listeners_once(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = open_view(prompt(), answer(status=MessageStatus.STREAMING))
    now = 0.0
    view.messages[1].reading = Reading(lambda: now)
    row = row_of(view)
    bridge.send(CHANNEL, AnswerProgress(AnswerPhase.READING, 0, 100))
    qtbot.waitUntil(lambda: row.waiting.shown_words == "Reading your message…")
    now = 1.0
    bridge.send(CHANNEL, AnswerProgress(AnswerPhase.READING, 43, 100, 4.6))
    qtbot.waitUntil(lambda: row.waiting.shown_words == "Reading your message · 43 % · about 5 s")
    assert row.waiting.accessibleName() == "Reading your message"
    told: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    names: list[str] = []
    monkeypatch.setattr(row.waiting, "setAccessibleName", names.append)
    bridge.send(CHANNEL, AnswerProgress(AnswerPhase.READING, 80, 100, 1.5))
    qtbot.waitUntil(lambda: "80 %" in row.waiting.shown_words)
    assert names == []
    assert not [event for event in told if isinstance(event, QAccessibleAnnouncementEvent)]


def test_thoughts_fold_into_a_line_that_opens(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer(status=MessageStatus.STREAMING))
    row = row_of(view)
    bridge.send(CHANNEL, AnswerThinking("Is it **blue**?\n\nIt is.", 3.4))
    qtbot.waitUntil(lambda: row.thoughts.line.text() == "Thinking… 3 s")
    assert row.thoughts.line.accessibleName() == "Thinking…", "no new name each second"
    assert row.waiting.shown_words == ""
    before = row.height()
    bridge.send(CHANNEL, AnswerText("Yes."))
    qtbot.waitUntil(lambda: row.thoughts.line.text() == "Thought for 3 s")
    assert row.height() == before, "the first word comes where room was kept"
    assert "blue" not in shown_text(row)
    done = answer("Yes.", thinking="Is it **blue**?\n\nIt is.", thinking_s=3.4, stop_reason=StopReason.FINISHED)
    bridge.send(CHANNEL, AnswerEnded(done))
    height = row.height()
    row.thoughts.line.setFocus()
    QTest.keyClick(row.thoughts.line, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: row.height() > height)
    assert shown_text(row).startswith("Is it blue?\nIt is.")
    row.footer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "Yes."
    QTest.keyClick(row.thoughts.line, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: row.height() == height)
    assert shown_text(row) == "Yes."


def test_the_first_word_after_thoughts_stands_below_them(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("Yes.", thinking="Hm.", thinking_s=0.0, stop_reason=StopReason.FINISHED))
    row = row_of(view)
    assert row.thoughts.line.text() == "Thoughts", "after a crash nobody knows how long"
    assert row.parts.y() > row.thoughts.geometry().bottom()


def test_what_was_not_read_is_said_under_the_name(open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("Yes.", note=NOTE, stop_reason=StopReason.FINISHED))
    row = row_of(view)
    label = next(one for one in row.findChildren(Paragraph) if one.plain == NOTE)
    assert label.isVisible()
    for width in (900, 400):
        view.resize(width, 700)
        assert label.geometry().bottom() < row.parts.y()
        assert label.height() == label.heightForWidth(label.width()), "nothing is cut off"


def test_an_answer_in_circles_says_so_and_can_go_on(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("Round and round", stop_reason=StopReason.REPETITION))
    row = row_of(view)
    assert row.card.title == "The answer went round in circles and was stopped."
    assert buttons(row) == ["Continue", "Try again"]
    started = answer("Round and round", MessageStatus.WAITING)
    bridge.answer(chat_continue, AnswerStarted(SUMMARY, prompt(), started))
    press(row, "Continue")
    bridge.flush()
    assert bridge.arguments(chat_continue) == [{"message_id": "a1"}]
    qtbot.waitUntil(lambda: not row.card.isVisible())


def test_an_answer_at_its_limit_can_go_on_without_a_card(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("Half", stop_reason=StopReason.LENGTH))
    row = row_of(view)
    assert not row.card.isVisible()
    assert row.footer.continue_button.isVisible()
    assert row.footer.figures.text() == "answer limit reached"


@pytest.mark.parametrize(
    ("label", "policy"),
    [
        ("Leave out the oldest messages", ContextPolicy.DROP),
        ("Summarise the oldest messages", ContextPolicy.SUMMARISE),
    ],
)
def test_a_chat_that_is_too_long_offers_both_ways(
    bridge: FakeBridge, open_view: OpenViews, label: str, policy: ContextPolicy
) -> None:
    view = open_view(prompt(), too_long())
    row = row_of(view)
    assert row.card.title == "The chat has 9,120 tokens."
    assert buttons(row) == ["Leave out the oldest messages", "Summarise the oldest messages", "Try again"]
    again = answer("", MessageStatus.WAITING, id="a2")
    bridge.answer(chat_retry, AnswerStarted(SUMMARY, prompt(), again))
    press(row, label)
    bridge.flush()
    assert bridge.arguments(chat_retry) == [{"message_id": "a1", "context_policy": policy}]
    assert view.answering


def test_what_had_arrived_goes_on_with_less_of_the_chat(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), too_long("Half"))
    bridge.answer(chat_continue, AnswerStarted(SUMMARY, prompt(), answer("Half", MessageStatus.WAITING)))
    press(row_of(view), "Leave out the oldest messages")
    assert bridge.arguments(chat_continue) == [{"message_id": "a1", "context_policy": ContextPolicy.DROP}]


def test_a_single_message_that_is_too_long_offers_nothing_to_leave_out(open_view: OpenViews) -> None:
    assert buttons(row_of(open_view(prompt(), too_long(turns=0)))) == ["Try again"]


def test_buttons_that_do_not_fit_beside_each_other_go_below(open_view: OpenViews) -> None:
    view = open_view(prompt(), too_long())
    row = row_of(view)
    found = [one for one in row.card.findChildren(TextButton) if one.isVisible()]
    assert len({one.y() for one in found}) == 1
    view.resize(440, 700)
    assert len({one.y() for one in found}) > 1
    for one in found:
        assert row.card.rect().contains(one.geometry()), one.text()
        assert one.width() == one.sizeHint().width(), "no word is cut"


def test_a_full_disk_is_said_by_the_window_and_not_under_the_answer_again(open_view: OpenViews) -> None:
    error = StoreFull("The disk is full, so nothing can be saved.", hint="Free some space.", detail="/db")
    failed = answer("Half", MessageStatus.FAILED, error=error.to_dict(), stop_reason=StopReason.FAILED)
    row = row_of(open_view(prompt(), failed))
    assert row.card.title == "This answer could not be saved."
    assert "disk" not in " ".join(one.plain for one in row.card.findChildren(Paragraph) if one.isVisible())
    assert {"Try again", "Continue", "Details"} >= set(buttons(row)) >= {"Try again"}
