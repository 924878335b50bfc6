"""Where the keyboard goes: editing keys stay in text fields, and what goes with the focus leaves it to the question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.signatures import AnswerStarted, chat_delete, chat_open, chat_retry
from app.config.shortcuts import is_editing
from app.types.chats import MessageStatus
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.empty_state import EmptyState
from app.ui.chat.view import ChatView
from app.ui.widgets.focus import ring_of
from app.ui.widgets.text_field import TextField
from app.ui.window.main_window import MainWindow
from app.ui.window.shortcuts import SHIPPED, Action, shortcuts
from app.ui.window.state import WindowStateFile
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, answer, chat_of, prompt
from tests.ui.window_rig import A, B, Start
from tests.ui.window_samples import scripted

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
EDITING = (
    "Ctrl+Del", "Ctrl+Backspace", "Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home", "Ctrl+End",
    "Ctrl+Shift+Left", "Ctrl+Shift+End", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X",
    "Ctrl+Ins", "Shift+Ins", "Shift+Del", "Del", "Home", "End", "Shift+Home", "PgUp", "Shift+PgDown",
)  # fmt: skip


def press(widget: QWidget, keys: str) -> None:
    QTest.keySequence(widget, QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The whole window with a real conversation in it."""
    bridge = scripted(FakeBridge(), (A, B))
    bridge.answer(chat_open, chat_of(prompt(), answer("line\n\n" * 120)))
    bridge.open_channel(CHANNEL)
    made = MainWindow(bridge, WindowStateFile(tmp_path / "window.json"), ChatView)
    made.composer.edit.setCursorWidth(0)
    qtbot.addWidget(made, before_close_func=lambda _: bridge.close())
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    bridge.flush()
    made.open_chat("a")
    bridge.flush()
    return made


def chat_view(window: MainWindow) -> ChatView:
    assert isinstance(window.chat, ChatView)
    return window.chat


@pytest.mark.parametrize("action", [action for action in Action if is_editing(SHIPPED[action])])
def test_no_shipped_shortcut_takes_an_editing_key_from_a_text_field(start: Start, action: Action) -> None:
    happened: list[Action] = []
    rig = start()
    shortcuts().bind(rig.window, {action: lambda: happened.append(action)})
    rig.window.composer.set_text("one two")
    rig.window.composer.edit.setFocus()
    press(rig.window.composer.edit, SHIPPED[action])
    assert not happened


def test_ctrl_delete_deletes_a_word_in_the_field_and_the_chat_elsewhere(start: Start) -> None:
    rig = start()
    rig.window.open_chat("a")
    rig.bridge.answer(chat_delete, A)
    rig.bridge.flush()
    edit = rig.window.composer.edit
    rig.window.composer.set_text("one two")
    edit.moveCursor(edit.textCursor().MoveOperation.Start)
    press(edit, "Ctrl+Del")
    assert rig.window.composer.text.strip() == "two"
    assert rig.window.sidebar.get("a") is not None
    assert Action.DELETE_CHAT in shortcuts().bound(rig.window), "the palette still offers it"
    rig.window.header.model_button.setFocus()
    press(rig.window.header.model_button, "Ctrl+Del")
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_delete) == [{"chat_id": "a"}], "elsewhere it is the chat's"


@pytest.mark.parametrize("keys", EDITING)
def test_a_shortcut_that_a_person_gave_an_editing_key_leaves_it_to_text_fields(start: Start, keys: str) -> None:
    assert is_editing(keys, mac=False)
    assert is_editing(keys, mac=True)
    rig = start()
    happened: list[str] = []
    field = TextField(parent=rig.window)
    field.show()
    shortcuts().take({Action.PICK_MODEL: keys})
    shortcuts().bind(rig.window, {Action.COMPARE: lambda: happened.append("compare")})
    shortcuts().take({Action.COMPARE: keys, Action.PICK_MODEL: "", Action.DELETE_CHAT: ""})
    for widget in (rig.window.composer.edit, field):
        widget.setFocus()
        press(widget, keys)
        assert not happened
        assert rig.window.comparing.stack.currentIndex() == 0


def test_the_stop_key_of_a_person_is_no_editing_key_in_the_field(start: Start) -> None:
    rig = start()
    shortcuts().take({Action.STOP: "Ctrl+Backspace"})
    rig.pane.set_answering(answering=True)
    rig.window.composer.set_text("one two")
    rig.window.composer.edit.setFocus()
    press(rig.window.composer.edit, "Ctrl+Backspace")
    assert rig.window.composer.text.strip() == "one"
    assert rig.pane.stops == 0
    rig.window.header.model_button.setFocus()
    press(rig.window.header.model_button, "Ctrl+Backspace")
    assert rig.pane.stops == 1


def test_typing_goes_on_after_the_jump_to_the_end(window: MainWindow) -> None:
    rows = chat_view(window)._list
    window.composer.edit.setFocus()
    rows.verticalScrollBar().setValue(0)
    jump = rows._jump
    assert jump.isVisible()
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert jump.isHidden()
    assert window.composer.edit.hasFocus()
    rows.verticalScrollBar().setValue(0)
    jump.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(jump, Qt.Key.Key_Space)
    assert jump.isHidden()
    assert window.composer.edit.hasFocus(), "and not what Qt finds next, which folds the sidebar"
    assert window.sidebar.isVisible()


def test_typing_goes_on_after_try_again(window: MainWindow) -> None:
    view = chat_view(window)
    assert isinstance(view._bridge, FakeBridge)
    view._bridge.answer(chat_retry, AnswerStarted(A, prompt(), answer("", MessageStatus.WAITING, id="a2")))
    row = view._list.realised[1]
    assert isinstance(row, AnswerRow)
    view._list.setFocus()
    QTest.mouseClick(row.footer.retry_button, Qt.MouseButton.LeftButton)
    assert window.composer.edit.hasFocus()
    view._bridge.flush()
    assert window.composer.edit.hasFocus()


def test_what_is_typed_at_the_messages_is_the_next_question(window: MainWindow) -> None:
    rows, edit = chat_view(window)._list, window.composer.edit
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(3, 300))
    assert rows.hasFocus()
    QTest.keyClicks(rows, "j")
    assert edit.hasFocus()
    QTest.keyClicks(edit, "ust so")
    assert window.composer.text == "just so"
    QApplication.clipboard().setText(" and this")
    rows.setFocus()
    press(rows, "Ctrl+V")
    assert window.composer.text == "just so and this"
    edit.clearFocus()
    QTest.keyClicks(window, "!")
    assert window.composer.text == "just so and this!"


def test_keys_of_buttons_and_of_the_keyboard_s_list_stay_there(window: MainWindow) -> None:
    rows = chat_view(window)._list
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_K)
    assert rows.hasFocus(), "it is a step here"
    button = window.header.model_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(button, "a")
    QTest.keyClick(rows, Qt.Key.Key_N, CTRL)
    assert window.composer.text == ""


def test_a_control_that_is_turned_off_gives_the_keyboard_to_the_question(window: MainWindow) -> None:
    button = window.header.model_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.setEnabled(False)
    assert window.composer.edit.hasFocus()
    window.sidebar.new_button.setFocus(Qt.FocusReason.TabFocusReason)
    window.sidebar.new_button.setEnabled(False)
    assert not window.composer.edit.hasFocus(), "in the sidebar the next control is the right one"


def test_f6_goes_to_the_first_card_of_the_empty_page(window: MainWindow) -> None:
    window.open_chat(None)
    page = chat_view(window).findChild(EmptyState)
    assert isinstance(page, EmptyState)
    page.set_memory(16_000_000_000)
    QApplication.processEvents()
    window.header.model_button.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is page.cards[0]


def test_a_model_that_is_picked_with_enter_leaves_the_button_plain(window: MainWindow) -> None:
    button = window.header.model_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert window.picker.isVisible()
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # where the pointer was left
    window.picker.field.setText("smol")
    QTest.keyClick(window.picker.field, Qt.Key.Key_Return)
    assert not window.picker.isVisible()
    assert window.focusWidget() is window.composer.edit
    assert not ring_of(button).surrounds(button)
    assert not button.isDown()
    assert not button.underMouse()
