"""The list of messages: places that stay, older pages above, the keyboard from message to message."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.bridge.events import ChatEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_open, chat_page, message_choose
from app.types.chats import Chat, ChatMessage, MessageStatus
from app.types.messages import Role
from app.types.streams import AnswerText
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.prompt_row import PromptRow
from app.ui.chat.text_view import TextView
from app.ui.chat.view import ChatView
from app.ui.theme import theme
from app.ui.widgets.buttons import BaseButton
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, SUMMARY, OpenViews, answer, finished, prompt, shown_text

COUNT = 200


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


def branch(first: int, last: int) -> tuple[ChatMessage, ...]:
    """Messages m<first> … m<last - 1>, prompts and answers in turn."""
    return tuple(
        replace(
            finished(f"Text {number}\n\nmore\n\nand more") if number % 2 else prompt(f"Question {number}"),
            id=f"m{number}",
            parent_id=f"m{number - 1}" if number else None,
        )
        for number in range(first, last)
    )


def opened(bridge: FakeBridge, view: ChatView, chat_id: str = "c1") -> None:
    """Show the newest page of a long chat."""

    def answer_open(chat_id: str, limit: int) -> Chat:
        first = max(0, COUNT - limit)
        return Chat(replace(SUMMARY, id=chat_id), branch(first, COUNT), first)

    def answer_page(message_id: str, limit: int) -> tuple[ChatMessage, ...]:
        end = int(message_id[1:])
        return branch(max(0, end - limit), end)

    bridge.answer(chat_open, answer_open)
    bridge.answer(chat_page, answer_page)
    view.open_chat(chat_id)
    bridge.flush()


def top_row(view: ChatView) -> tuple[str, int]:
    """The first row in view and where it is."""
    rows = sorted(view._list.realised.items())
    index, row = next((index, row) for index, row in rows if row.geometry().bottom() > 0)
    return view.messages[index].id, row.y()


def test_older_messages_come_without_a_jump(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    opened(bridge, view)
    assert len(view.messages) == 60
    bar = view._list.verticalScrollBar()
    bar.setValue(700)
    before = top_row(view)
    kept = view._list.realised.get(3)
    bridge.flush()
    assert len(view.messages) > 60
    assert top_row(view) == before
    assert kept is None or kept in view._list.realised.values(), "rows keep their widgets"
    for _ in range(20):
        bar.setValue(0)
        bridge.flush()
    assert view.messages[0].id == "m0"
    assert len({shown.id for shown in view.messages}) == COUNT
    assert "Question 0" in shown_text(view)


def test_a_chat_opens_where_it_was_left(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    opened(bridge, view)
    bar = view._list.verticalScrollBar()
    bar.setValue(900)
    bridge.flush()
    before = top_row(view)
    opened(bridge, view, "c2")
    assert bar.value() == bar.maximum(), "a chat that was not left yet shows its end"
    opened(bridge, view)
    assert top_row(view) == before
    bar.setValue(bar.maximum())
    opened(bridge, view, "c2")
    opened(bridge, view)
    assert bar.value() == bar.maximum()


def test_a_place_outlives_the_window(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    opened(bridge, view)
    view._list.verticalScrollBar().setValue(900)
    bridge.flush()
    before = top_row(view)
    view.port.leaving.emit()
    later = open_view(new=True)
    later.port.places.load(view.port.places.saved())
    opened(bridge, later)
    assert top_row(later) == before


def test_a_hit_far_away_is_shown_and_pointed_out(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    opened(bridge, view)
    view.show_message("m21")
    bridge.flush()
    assert "Text 21" in shown_text(view)
    assert view._list.flashing
    assert view.messages[view._list.current].id == "m21"
    index = view._list.current
    assert 0 <= view._list.realised[index].y() < 60
    qtbot.waitUntil(lambda: not view._list.flashing, timeout=4000)


def test_nothing_flashes_where_less_motion_is_wanted(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    opened(bridge, view)
    theme().still = True
    view.show_message("m150")
    bridge.flush()
    assert "Question 150" in shown_text(view)
    assert not view._list.flashing


def test_a_hit_on_another_branch_chooses_it(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"))
    other = replace(finished("Other"), id="a0", versions=("a0", "a1"))
    bridge.answer(message_choose, Chat(SUMMARY, (prompt(), other)))
    assert view.version_note.isHidden()
    view.show_message("a0")
    bridge.flush()
    assert "Other" in shown_text(view)
    assert view.messages[view._list.current].id == "a0"
    note = view.version_note
    assert note.isVisible()
    assert "another version" in note.label.text()
    assert not note.geometry().intersects(view._list.geometry()), "it lies on no message"
    bridge.answer(message_choose, Chat(SUMMARY, (prompt(), finished("One"))))
    QTest.mouseClick(note.back, Qt.MouseButton.LeftButton)
    bridge.flush()
    assert bridge.arguments(message_choose)[-1]["message_id"] == "a1"
    assert "One" in shown_text(view)
    assert note.isHidden()


def test_who_stays_in_the_other_version_is_not_asked_again(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"))
    other = replace(finished("Other"), id="a0", versions=("a0", "a1"))
    bridge.answer(message_choose, Chat(SUMMARY, (prompt(), other)))
    view.show_message("a0")
    bridge.flush()
    QTest.mouseClick(view.version_note.close_button, Qt.MouseButton.LeftButton)
    assert view.version_note.isHidden()
    assert view._list.geometry() == view.rect()
    assert "Other" in shown_text(view)


def test_a_chat_that_was_rewritten_keeps_its_place_and_its_rows(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(new=True)
    opened(bridge, view)
    bar = view._list.verticalScrollBar()
    bar.setValue(bar.maximum() - 900)
    bridge.flush()
    before, rows = top_row(view), set(view._list.realised.values())
    shorter = branch(140, 150) + branch(151, COUNT)
    bridge.answer(chat_open, Chat(SUMMARY, shorter, 140))
    bridge.emit_event(EventName.CHAT_REWRITTEN, ChatEvent(SUMMARY))
    bridge.flush()
    assert "m150" not in [shown.id for shown in view.messages]
    assert top_row(view) == before
    assert rows & set(view._list.realised.values()) == rows


def test_news_below_are_marked_on_the_button(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("line\n\n" * 80, MessageStatus.STREAMING))
    jump = view._list._jump
    QTest.keyClick(view._list, Qt.Key.Key_PageUp)
    assert jump.isVisible()
    assert not jump.news
    bridge.send(CHANNEL, AnswerText("more"))
    qtbot.waitUntil(lambda: jump.news)
    assert "something new" in jump.accessibleName()
    view.grab()
    jump.click()
    qtbot.waitUntil(lambda: not jump.news)


def test_arrows_and_letters_go_from_message_to_message(
    bridge: FakeBridge, open_view: OpenViews, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def record(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    view = open_view(*branch(0, 20))
    monkeypatch.setattr(QAccessible, "updateAccessibility", record)
    rows = view._list
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.current == 19
    QTest.keyClick(rows, Qt.Key.Key_Up)
    QTest.keyClick(rows, Qt.Key.Key_K)
    assert rows.current == 17
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_J)
    QTest.keyClick(rows, Qt.Key.Key_J)
    assert rows.current == 19, "not beyond the last one"
    assert said[-4].startswith("Your message, ")
    assert said[-4].endswith(": Question 18")
    assert said[-1].endswith(": Text 19 more and more"), "each message is heard once"
    for _ in range(19):
        QTest.keyClick(rows, Qt.Key.Key_Up)
    assert rows.current == 0
    assert rows.realised[0].y() >= 0
    view.grab()


def test_enter_leads_to_the_actions_and_esc_back(open_view: OpenViews) -> None:
    view = open_view(*branch(0, 6))
    rows = view._list
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_Up)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, BaseButton)
    assert rows.realised[4].isAncestorOf(focused)
    assert rows.realised[4].has_keyboard, "all its buttons are seen"
    QTest.keyClick(focused, Qt.Key.Key_Right)
    second = QApplication.focusWidget()
    assert second is not None
    assert second is not focused
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert rows.hasFocus()
    assert not rows.realised[4].has_keyboard
    assert rows.current == 4


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
)
def test_the_menu_key_opens_all_actions(open_view: OpenViews, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    view = open_view(*branch(0, 6))
    view._list.setFocus()
    QTest.keyClick(view._list, key, modifier)
    (menu,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    assert "Delete answer" in [action.text() for action in menu.actions()]
    menu.close()


def test_tab_reaches_the_controls_of_the_current_message_only(open_view: OpenViews) -> None:
    view = open_view(*branch(0, 6))
    rows = view._list
    reachable = {
        index
        for index, row in rows.realised.items()
        for button in row.findChildren(BaseButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert reachable == {5}
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_Up)
    QTest.keyClick(rows, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert rows.realised[4].isAncestorOf(focused)
    assert view.messages[4].stored.role is Role.USER


def test_esc_in_a_text_is_left_to_stop(open_view: OpenViews) -> None:
    view = open_view(*branch(0, 6))
    text = view._list.realised[5].findChildren(TextView)[0]
    text.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    view._list.keyPressEvent(event)
    assert not event.isAccepted()
    assert text.hasFocus()


def test_a_language_that_runs_to_the_left_turns_the_rows_round(open_view: OpenViews) -> None:
    second = replace(finished("One"), versions=("a0", "a1"), thinking="Hm.")
    view = open_view(prompt(versions=("p0", "p1")), second)
    left = view.grab().toImage()
    question, reply = view._list.realised[0], view._list.realised[1]
    assert isinstance(question, PromptRow)
    assert isinstance(reply, AnswerRow)
    gap = question.width() - question.versions.geometry().right() - 1
    figures = reply.footer.figures.x()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view._list.restyle()
    reply.footer.resize(reply.footer.width() - 1, reply.footer.height())
    assert question.versions.x() == gap
    assert question.copy_button.x() > question.more_button.x() > 0
    assert reply.footer.figures.x() < figures
    assert reply.footer.copy_button.x() > reply.footer.figures.geometry().right()
    assert view.grab().toImage() != left
