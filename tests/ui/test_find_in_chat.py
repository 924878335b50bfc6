"""Find in chat: the bar, the way from match to match, the marks in the rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.signatures import chat_find
from app.errors import AppError
from app.types.chats import ChatMessage
from app.ui.chat.find_desk import EDGE, FindDesk
from app.ui.chat.find_marks import text_views
from app.ui.chat.view import ChatView
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import OpenViews, answer, prompt


def _messages(count: int) -> list[ChatMessage]:
    made: list[ChatMessage] = []
    for number in range(count):
        parent = made[-1].id if made else None
        text = f"Message {number} with a needle and a Needle." if number % 10 == 3 else f"Message {number}, only hay."
        make = answer if number % 2 else prompt
        made.append(make(text, id=f"m{number}", parent_id=parent))
    return made


def _found(chat_id: str, text: str) -> tuple[str, ...]:
    return tuple(message.id for message in _messages(60) if text.casefold() in message.text.casefold())


@pytest.fixture
def bridge(qtbot: QtBot) -> FakeBridge:
    made = FakeBridge()
    made.answer(chat_find, _found)
    return made


@pytest.fixture
def view(qtbot: QtBot, bridge: FakeBridge) -> ChatView:
    return OpenViews(qtbot, bridge)(*_messages(60))


def _look(desk: FindDesk, bridge: FakeBridge, text: str) -> None:
    desk.open()
    desk.bar.field.setText(text)
    desk._look()
    bridge.flush()


def _chosen(view: ChatView) -> tuple[int, int] | None:
    """The row and the place of the match that is looked at."""
    accent = desk_color(view)
    for index, row in view.message_list.realised.items():
        for text in text_views(row):
            for one in text.extraSelections():
                if one.format.background().color().name().upper() == accent:
                    return index, one.cursor.selectionStart()
    return None


def desk_color(view: ChatView) -> str:
    from app.ui.theme import current

    assert view.isVisible()
    return current().accent.upper()


def test_at_the_end_the_last_match_comes_first_and_the_way_goes_round(view: ChatView, bridge: FakeBridge) -> None:
    desk = view.finder
    _look(desk, bridge, "needle")
    assert desk.bar.count.text() == "Message 6 of 6"
    assert _chosen(view) == (53, len("Message 53 with a "))
    QTest.keyClick(desk.bar.field, Qt.Key.Key_Return)
    assert _chosen(view) == (53, len("Message 53 with a needle and a "))
    QTest.keyClick(desk.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert _chosen(view) == (53, len("Message 53 with a "))
    QTest.keyClick(desk.bar.field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert desk.bar.count.text() == "Message 5 of 6"
    assert _chosen(view) == (43, len("Message 43 with a needle and a "))
    for _ in range(3):
        QTest.keyClick(desk.bar.field, Qt.Key.Key_Return)
    assert desk.bar.count.text() == "Message 1 of 6"
    assert _chosen(view) == (3, len("Message 3 with a "))


def test_the_first_match_is_the_nearest_below_what_is_read(view: ChatView, bridge: FakeBridge) -> None:
    view.message_list.go_to(20, 0)
    _look(view.finder, bridge, "needle")
    assert view.finder.bar.count.text() == "Message 3 of 6"
    assert _chosen(view) == (23, len("Message 23 with a "))
    view.finder.close()
    view.message_list.go_to(33, 0)
    _look(view.finder, bridge, "needle")
    assert _chosen(view) == (33, len("Message 33 with a ")), "one in the row at the top that can be seen"
    view.finder.close()
    hidden = view.message_list.realised[33].height() - 2
    view.message_list.go_to(33, hidden)
    _look(view.finder, bridge, "needle")
    assert _chosen(view) == (43, len("Message 43 with a ")), "not one that is hidden above"


def test_where_all_are_above_the_last_one_comes_first(view: ChatView, bridge: FakeBridge) -> None:
    _look(view.finder, bridge, "message 1")
    assert view.finder.bar.count.text() == "Message 11 of 11"
    assert _chosen(view) == (19, 0)


def test_more_letters_stay_at_the_match(view: ChatView, bridge: FakeBridge) -> None:
    view.message_list.go_to(20, 0)
    _look(view.finder, bridge, "needle")
    view.finder.step(1)
    assert _chosen(view) == (23, len("Message 23 with a needle and a "))
    _look(view.finder, bridge, "needl")
    assert _chosen(view) == (23, len("Message 23 with a needle and a ")), "not the other one on its line"
    _look(view.finder, bridge, "needle.")
    assert view.finder.bar.count.text() == "Message 3 of 6"
    assert _chosen(view) == (23, len("Message 23 with a needle and a "))


def test_it_scrolls_there_and_marks_what_comes_into_view(view: ChatView, bridge: FakeBridge) -> None:
    _look(view.finder, bridge, "needle")
    for _ in range(4):
        view.finder.model.step(-1)
    row = view.message_list.realised[13]
    assert view.message_list.viewport().rect().intersects(row.geometry())
    assert any(text.extraSelections() for text in text_views(row))


def test_nothing_found_is_said(view: ChatView, bridge: FakeBridge) -> None:
    _look(view.finder, bridge, "gold")
    assert view.finder.bar.count.text() == "No match"
    assert view.finder.bar.field.wrong
    assert not view.finder.bar.after.isEnabled()


def test_escape_takes_bar_and_marks_away(view: ChatView, bridge: FakeBridge) -> None:
    _look(view.finder, bridge, "needle")
    QTest.keyClick(view.finder.bar.field, Qt.Key.Key_Escape)
    assert view.finder.bar.isHidden()
    assert _chosen(view) is None
    assert view.message_list.hasFocus()


def test_typing_asks_once_it_rests(qtbot: QtBot, view: ChatView, bridge: FakeBridge) -> None:
    view.finder.open()
    with qtbot.waitSignal(view.finder._soon.timeout):
        QTest.keyClicks(view.finder.bar.field, "needle")
    bridge.flush()
    assert [call["text"] for call in bridge.arguments(chat_find)] == ["needle"]
    assert view.finder.bar.count.text() == "Message 6 of 6"


def test_another_chat_ends_the_search(view: ChatView, bridge: FakeBridge) -> None:
    _look(view.finder, bridge, "needle")
    view.open_chat(None)
    assert view.finder.bar.isHidden()
    assert view.finder.model.ids == ()


def test_a_core_that_cannot_look_says_why(view: ChatView, bridge: FakeBridge) -> None:
    bridge.answer(chat_find, AppError("The database is away."))
    _look(view.finder, bridge, "needle")
    assert view.finder.bar.count.text() == "Not possible now"
    assert view.finder.bar.count.toolTip() == "The database is away."


def test_a_new_chat_has_nothing_to_be_found(qtbot: QtBot, bridge: FakeBridge) -> None:
    view = OpenViews(qtbot, bridge)(new=True)
    view.finder.open()
    assert view.finder.bar.isHidden()


def test_the_bar_stands_where_lines_end(view: ChatView) -> None:
    view.finder.open()
    assert view.width() - view.finder.bar.geometry().right() - 1 == EDGE
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.finder.open()
    assert view.finder.bar.x() == EDGE
