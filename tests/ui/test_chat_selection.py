"""A selection over several texts and messages, and what is copied of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.find_marks import text_views
from app.ui.chat.text_view import TextView
from app.ui.chat.view import ChatView
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import OpenViews, answer, prompt

ANSWER = "First *words*.\n\n```py\nx = 1\n```\n\n- one\n- **two** more"


@pytest.fixture
def view(qtbot: QtBot) -> ChatView:
    return OpenViews(qtbot, FakeBridge())(prompt("A question here"), answer(ANSWER, thinking="secret", thinking_s=2.0))


def texts(view: ChatView) -> list[TextView]:
    return [text for _, row in sorted(view.message_list.realised.items()) for text in text_views(row)]


def place(view: ChatView, text: TextView, position: int) -> QPoint:
    """Where a character stands, in the list's viewport."""
    cursor = text.textCursor()
    cursor.setPosition(position)
    return text.viewport().mapTo(view.message_list.viewport(), text.cursorRect(cursor).center())


def drag(view: ChatView, begin: tuple[TextView, int], end: tuple[TextView, int]) -> None:
    text, position = begin
    cursor = text.textCursor()
    cursor.setPosition(position)
    QTest.mousePress(
        text.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        text.cursorRect(cursor).center(),
    )
    view.selection.drag_to(place(view, *end))
    QTest.mouseRelease(text.viewport(), Qt.MouseButton.LeftButton)


def copied(key: Qt.Key = Qt.Key.Key_C, view: QWidget | None = None) -> str:
    target = view or QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_across_messages_with_who_said_what(view: ChatView) -> None:
    question, prose, code, _ = texts(view)
    drag(view, (question, 2), (prose, 8))
    assert question.textCursor().selectedText() == "question here"
    assert prose.textCursor().selectedText() == "First wo"
    assert not code.textCursor().hasSelection()
    assert copied(view=question) == "You:\n\nquestion here\n\nSmolLM2 135M:\n\nFirst *wo*"


def test_backwards_and_over_whole_blocks(view: ChatView) -> None:
    _, prose, code, items = texts(view)
    drag(view, (items, 7), (prose, 6))
    assert code.textCursor().selectedText() == "x = 1"
    assert copied(view=items) == "*words*.\n\n```py\nx = 1\n```\n\n- one\n- **two**"
    assert view.selection.text(markdown=False) == "words.\n\nx = 1\n\n• one\n• two"


def test_everything_is_copied_from_the_source_without_thoughts(view: ChatView) -> None:
    view.message_list.setFocus()
    QTest.keyClick(view.message_list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copied() == f"You:\n\nA question here\n\nSmolLM2 135M:\n\n{ANSWER}"
    assert QGuiApplication.clipboard().mimeData().hasFormat("text/markdown")


def test_shift_and_click_goes_on_from_where_it_began(view: ChatView) -> None:
    question, _, _, items = texts(view)
    QTest.mouseClick(question.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(0, 5))
    cursor = items.textCursor()
    cursor.setPosition(3)
    QTest.mouseClick(
        items.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
        items.cursorRect(cursor).center(),
    )
    assert question.textCursor().selectedText() == "A question here"
    assert items.textCursor().selectedText() == "one"


def test_a_click_beside_the_texts_ends_it(view: ChatView) -> None:
    question, prose, *_ = texts(view)
    drag(view, (question, 2), (prose, 8))
    QTest.mouseClick(view.message_list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 300))
    assert view.selection.selection is None
    assert not any(text.textCursor().hasSelection() for text in texts(view))


def test_all_of_one_text_then_everything(view: ChatView) -> None:
    prose = texts(view)[1]
    prose.setFocus()
    QTest.keyClick(prose, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copied(view=prose) == "First words."
    assert QGuiApplication.clipboard().mimeData().data("text/markdown").data() == b"First *words*."
    QTest.keyClick(prose, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copied(view=prose).startswith("You:")


def test_what_scrolls_away_is_still_copied(qtbot: QtBot) -> None:
    messages = [prompt("Beginning of it all")]
    for number in range(80):
        messages.append(answer(f"Answer *{number}*", id=f"a{number}", parent_id=messages[-1].id))
    view = OpenViews(qtbot, FakeBridge())(*messages)
    rows = view.message_list
    rows.verticalScrollBar().setValue(0)
    first = texts(view)[0]
    QTest.mousePress(first.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(0, 5))
    view.selection.drag_to(place(view, texts(view)[1], 2))
    rows.go_to_end()
    view.selection.drag_to(place(view, texts(view)[-1], 3))
    QTest.mouseRelease(first.viewport(), Qt.MouseButton.LeftButton)
    lines = view.selection.text(markdown=True).split("\n\n")
    assert lines[:2] == ["You:", "Beginning of it all"]
    assert [line for line in lines if "*" in line] == [f"Answer *{number}*" for number in range(79)]
    assert lines[-1] == "Ans"


def test_the_menu_copies_as_text_or_markdown(view: ChatView) -> None:
    prose = texts(view)[1]
    prose.selectAll()
    QApplication.sendEvent(
        prose, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), prose.mapToGlobal(QPoint(5, 5)))
    )
    (menu,) = [menu for menu in prose.findChildren(QMenu) if menu.isVisible()]
    assert menu.windowFlags() & Qt.WindowType.FramelessWindowHint, "it looks like the other menus"
    as_text, as_markdown = menu.actions()[:2]
    as_text.trigger()
    assert QGuiApplication.clipboard().text() == "First words."
    as_markdown.trigger()
    assert QGuiApplication.clipboard().text() == "First *words*."
    menu.close()


def open_menu_of(text: TextView) -> dict[str, QAction]:
    """What a right click offers, by its words."""
    middle = text.viewport().rect().center()
    QTest.mouseClick(text.viewport(), Qt.MouseButton.RightButton, pos=middle)
    QApplication.sendEvent(
        text.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, text.mapToGlobal(middle))
    )
    (menu,) = [menu for menu in text.findChildren(QMenu) if menu.isVisible()]
    menu.hide()
    return {action.text(): action for action in menu.actions()}


def test_a_right_click_keeps_what_is_selected_across_messages(view: ChatView) -> None:
    question, prose, *_ = texts(view)
    drag(view, (question, 2), (prose, 8))
    found = open_menu_of(prose)
    assert found["Copy as text"].isEnabled()
    found["Copy as text"].trigger()
    assert QGuiApplication.clipboard().text() == "You:\n\nquestion here\n\nSmolLM2 135M:\n\nFirst wo"
    found["Copy as Markdown"].trigger()
    assert QGuiApplication.clipboard().text().endswith("First *wo*")
    QTest.mouseClick(view.message_list.viewport(), Qt.MouseButton.RightButton, pos=QPoint(2, 300))
    assert view.selection.selection is not None


def test_what_is_selected_is_quoted(view: ChatView, qtbot: QtBot) -> None:
    question, prose, *_ = texts(view)
    assert not open_menu_of(prose)["Quote in the composer"].isEnabled()
    drag(view, (prose, 0), (prose, 5))
    cursor = prose.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    prose.setTextCursor(cursor)
    with qtbot.waitSignal(view.port.quoted) as told:
        open_menu_of(prose)["Quote in the composer"].trigger()
    assert told.args == ["> First"]
    drag(view, (question, 2), (prose, 8))
    with qtbot.waitSignal(view.port.quoted) as told:
        open_menu_of(question)["Quote in the composer"].trigger()
    assert told.args == ["> You:\n>\n> question here\n>\n> SmolLM2 135M:\n>\n> First *wo*"]
    assert view.selection.chosen_in(0) == "question here"
    assert view.selection.chosen_in(1) == "First *wo*"
    assert view.selection.chosen_in(7) == ""


def test_the_buttons_beside_a_text_leave_what_is_selected(view: ChatView) -> None:
    question, prose, *_ = texts(view)
    row = view.message_list.realised[1]
    assert isinstance(row, AnswerRow)
    prose.setFocus()
    prose.selectAll()
    view._requests.open_menu("p1", QPoint(5, 5))  # another message's
    for menu in view.findChildren(QMenu):
        menu.hide()
    QTest.mouseClick(row.footer.more_button, Qt.MouseButton.LeftButton)
    view.message_list.setFocus(Qt.FocusReason.MouseFocusReason)  # what the system's click does before that
    menus = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    told: list[str] = []
    view.port.quoted.connect(told.append)
    next(action for action in menus[-1].actions() if action.text() == "Quote in the composer").trigger()
    menus[-1].hide()
    assert told == ["> First *words*."]
    assert copied(view=view.message_list) == "First words."
    question.setFocus()
    assert not prose.textCursor().hasSelection(), "only one text at a time"
    question.selectAll()
    view.message_list.setFocus()
    QTest.mouseClick(view.message_list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 300))
    assert not question.textCursor().hasSelection()
    question.setFocus()
    question.selectAll()
    field = QLineEdit(view)
    field.show()
    field.setFocus()
    assert not question.textCursor().hasSelection(), "the keyboard has left the conversation"
