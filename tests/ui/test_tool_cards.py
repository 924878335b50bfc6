"""Tool calls as cards in an answer: asked for, decided, done, refused, failed; and where they stand in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.bridge.signatures import tool_decide
from app.types.chats import MessageStatus, ToolDecision, ToolStatus, ToolUse
from app.types.generation import StopReason
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText, AnswerTool
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.tool_card import ToolCard
from app.ui.theme import Scheme, theme
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, OpenViews, answer, prompt, shown_text

USE = ToolUse("t1", "echo", '{"text": "hi", "list": [1, 2]}', 4, ToolStatus.ASKED)


@pytest.fixture
def bridge() -> FakeBridge:
    bridge = FakeBridge()
    bridge.answer(tool_decide, None)
    return bridge


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


def last_row(open_view: OpenViews, *uses: ToolUse, text: str = "Let me", running: bool = True) -> AnswerRow:
    status = MessageStatus.STREAMING if running else MessageStatus.COMPLETE
    view = open_view(prompt(), answer(text, status, tools=uses))
    row = view._list.realised[1]
    assert isinstance(row, AnswerRow)
    return row


def test_the_person_is_asked_once(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    row = last_row(open_view)
    monkeypatch.setattr(QAccessible, "updateAccessibility", said.append)
    bridge.send(CHANNEL, AnswerTool(USE), AnswerProgress(AnswerPhase.APPROVAL))
    qtbot.waitUntil(lambda: len(row.parts.cards) == 1 and row.parts.cards[0].once.isVisible())
    card = row.parts.cards[0]
    words = [event.message() for event in said if isinstance(event, QAccessibleAnnouncementEvent)]
    assert words == ["The model wants to use echo. Allow once, always allow, or refuse?"]
    assert '"text": "hi"' in shown_text(card)
    assert card.head.accessibleName() == "echo, May it be used?"
    assert row.waiting.accessibleName() == "Waiting for your decision…"
    row.focus_actions()
    assert card.once.hasFocus()
    QTest.keyClick(card.once, Qt.Key.Key_Space)
    bridge.flush()
    assert bridge.arguments(tool_decide) == [{"message_id": "a1", "tool_id": "t1", "decision": ToolDecision.ONCE}]
    assert not card.always.isEnabled(), "nobody decides twice"
    bridge.send(CHANNEL, AnswerTool(replace(USE, status=ToolStatus.RUNNING)), AnswerProgress(AnswerPhase.TOOL))
    qtbot.waitUntil(lambda: card.head.state == "running…")
    assert not card.once.isVisible()
    assert card.head.hasFocus(), "the focus stays with the card"
    done = replace(USE, status=ToolStatus.DONE, result="hi")
    bridge.send(CHANNEL, AnswerTool(done), AnswerText(" done."))
    qtbot.waitUntil(lambda: card.head.state == "done")
    ended = answer("Let  done.", tools=(done,), stop_reason=StopReason.FINISHED)
    bridge.send(CHANNEL, AnswerEnded(ended))
    qtbot.waitUntil(row.footer.isVisible)
    assert "hi" not in shown_text(card), "what is done is folded"
    card.head.click()
    assert shown_text(card).endswith("hi")


@pytest.mark.parametrize(("button", "decision"), [("always", ToolDecision.ALWAYS), ("refuse", ToolDecision.REFUSE)])
def test_the_other_decisions(bridge: FakeBridge, open_view: OpenViews, button: str, decision: ToolDecision) -> None:
    card = last_row(open_view, USE).parts.cards[0]
    getattr(card, button).click()
    assert bridge.arguments(tool_decide)[0]["decision"] is decision


def test_cards_stand_between_the_texts(open_view: OpenViews) -> None:
    done = replace(USE, status=ToolStatus.DONE, result="ok")
    row = last_row(open_view, done, replace(done, id="t2", name="time"), text="One.Two.", running=False)
    first, second = row.parts.cards
    assert shown_text(row) == "One.\nTwo."
    assert row.body.geometry().bottom() < first.y() < second.y()
    row.footer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "One.Two."


def test_an_answer_that_only_calls_a_tool_is_not_empty(open_view: OpenViews) -> None:
    row = last_row(open_view, replace(USE, at=0, status=ToolStatus.REFUSED, result="No."), text="", running=False)
    assert not row.waiting.isVisible()
    assert row.parts.cards[0].head.state == "refused"


def test_a_failed_call_shows_why_at_once(open_view: OpenViews) -> None:
    row = last_row(open_view, replace(USE, status=ToolStatus.FAILED, result="No such tool."), running=False)
    assert "No such tool." in shown_text(row.parts.cards[0])


def test_what_nobody_can_decide_any_more_has_no_buttons(open_view: OpenViews) -> None:
    card = last_row(open_view, USE, running=False).parts.cards[0]
    assert not card.once.isVisible()
    assert card.head.state == "interrupted, not run"


def test_long_texts_are_folded_until_they_are_wanted(qtbot: QtBot, open_view: OpenViews) -> None:
    long = replace(USE, status=ToolStatus.FAILED, result="\n".join(f"line {n}" for n in range(60)))
    row = last_row(open_view, long, running=False)
    card = row.parts.cards[0]
    before = row.height()
    assert "line 59" not in shown_text(card)
    card.result.more.click()
    assert "line 59" in shown_text(card)
    qtbot.waitUntil(lambda: row.height() > before)
    card.result.more.click()
    qtbot.waitUntil(lambda: row.height() == before)


def test_hostile_arguments_are_shown_as_text(open_view: OpenViews) -> None:
    use = replace(USE, name="<b>x</b>" * 50, arguments="<img src=file:///x>" + "[" * 5_000)
    row = last_row(open_view, replace(use, status=ToolStatus.FAILED, result="\0\u202e"), running=False)
    assert "<img src=file:///x>" in shown_text(row.parts.cards[0])
    row.grab()


def test_what_is_decided_upon_hides_nothing(open_view: OpenViews) -> None:
    use = replace(USE, name="rea\u202eetirw\n" + "d" * 10_000, arguments='{"path": "a\u202etxt.\u200b"}')
    card = last_row(open_view, use).parts.cards[0]
    assert "⟦U+202E⟧txt.⟦U+200B⟧" in shown_text(card)
    assert card.head.name.startswith("rea⟦U+202E⟧etirw d")
    assert len(card.head.name) < 100
    assert card.always.toolTip() == f"Allow {card.head.name} in every chat from now on"


def test_cards_take_over_another_theme_and_a_narrow_window(open_view: OpenViews) -> None:
    row = last_row(open_view, USE)
    light = row.grab().toImage()
    theme().set_scheme(Scheme.DARK)
    assert row.grab().toImage() != light
    row.window().resize(300, 700)
    card = row.parts.cards[0]
    assert card.refuse.geometry().right() <= card.width()


def test_the_keyboard_is_led_to_the_decision_but_not_away_from_typing(qtbot: QtBot) -> None:
    field = QLineEdit()
    card = ToolCard(field)
    qtbot.addWidget(field)
    field.resize(600, 300)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    card.show_use(USE, running=True)
    card.show()
    later = QTimer(field)
    with qtbot.waitSignal(later.timeout):  # comes after whatever the card put off
        later.start(0)
    later.stop()
    assert not card.once.hasFocus()
    assert field.hasFocus()
    field.setReadOnly(True)
    card.show_use(replace(USE, status=ToolStatus.RUNNING), running=True)
    card.show_use(USE, running=True)
    qtbot.waitUntil(card.head.hasFocus)
    QTest.keyClick(card.head, Qt.Key.Key_Space)
    assert card.once.isEnabled(), "a space that was meant for the text above allows nothing"
