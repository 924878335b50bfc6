"""The sidebar: chats by day, opened, renamed, deleted and brought back."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.bridge.events import ChatEvent, MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_delete, chat_list, chat_rename, chat_restore, core_status
from app.errors import InvalidInput
from app.types.chats import ChatMessage, ChatSummary, MessageStatus
from app.types.messages import Role
from app.types.models import BackendName
from app.types.status import WorkerState, WorkerStatus
from app.ui.bridge.base import LinkState
from app.ui.settings.client import SettingsClient
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import month_name
from app.ui.window.sidebar import Sidebar
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_samples import HEALTHY, chat, core, scripted

A = chat("a", "Deque or list?", age=10)
B = chat("b", "Packing for the Dolomites", age=20)
LAST = time.localtime(time.time() - 40 * 86_400)
OLD = chat("old", "Regex for ISO dates", age=40 * 86_400)


MONTH = month_name(*LAST[:2], with_year=LAST.tm_year != time.localtime().tm_year)


class Rig:
    """A sidebar with a fake bridge; `told` collects what it wants to say."""

    def __init__(self, qtbot: QtBot, *chats: ChatSummary) -> None:
        self.bridge = scripted(FakeBridge(), chats)
        self.told: list[tuple[object, ...]] = []
        self.settings = SettingsClient(self.bridge)
        self.sidebar = Sidebar(self.bridge, self.settings, lambda *said: self.told.append(said))
        self.sidebar.resize(264, 600)
        qtbot.addWidget(self.sidebar, before_close_func=lambda _: self.bridge.close())
        with qtbot.waitExposed(self.sidebar):
            self.sidebar.show()
        self.bridge.flush()

    @property
    def titles(self) -> list[str]:
        model = self.sidebar.list.model()
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    def spot(self, chat_id: str) -> QPoint:
        view = self.sidebar.list
        return view.visualRect(view.model().index(self.sidebar.rows.row_of(chat_id), 0)).center()

    def click(self, place: QPoint) -> None:
        QTest.mouseClick(self.sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def rig(qtbot: QtBot) -> Rig:
    return Rig(qtbot, A, B, OLD)


def test_chats_stand_under_their_day(rig: Rig) -> None:
    assert rig.titles == ["Today", "Deque or list?", "Packing for the Dolomites", MONTH, "Regex for ISO dates"]


def test_a_click_opens_a_chat_and_a_heading_does_nothing(rig: Rig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rig.sidebar.chat_chosen) as opened:
        rig.click(rig.spot("b"))
    assert opened.args == ["b"]
    with qtbot.assertNotEmitted(rig.sidebar.chat_chosen):
        rig.click(QPoint(20, 15))


def test_the_keyboard_skips_headings_and_enter_opens(rig: Rig, qtbot: QtBot) -> None:
    view = rig.sidebar.list
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(view, key)
    with qtbot.waitSignal(rig.sidebar.chat_chosen) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["old"]
    assert view.selectedIndexes() == []


def test_the_open_chat_stays_marked_when_the_list_moves(rig: Rig) -> None:
    rig.sidebar.show_open("b")
    rig.bridge.emit_event(EventName.CHAT_CREATED, ChatEvent(chat("new", "New")))
    selected = rig.sidebar.list.selectedIndexes()
    assert [index.data() for index in selected] == ["Packing for the Dolomites"]


def test_f2_renames_in_place(rig: Rig, qtbot: QtBot) -> None:
    rig.bridge.answer(chat_rename, replace(B, title="Mountains 2026"))
    rig.sidebar.list.rename("b")
    editor = rig.sidebar.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == B.title
    editor.setText("  Mountains \n 2026 ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not rig.sidebar.list.editing)
    assert "Mountains 2026" in rig.titles
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_rename) == [{"chat_id": "b", "title": "Mountains 2026"}]
    assert "Mountains 2026" in rig.titles


def test_esc_and_an_empty_title_change_nothing(rig: Rig, qtbot: QtBot) -> None:
    for text, key in (("Other", Qt.Key.Key_Escape), ("   ", Qt.Key.Key_Return)):
        rig.sidebar.list.rename("b")
        editor = rig.sidebar.list.findChildren(QLineEdit)[-1]
        editor.setText(text)
        QTest.keyClick(editor, key)
        qtbot.waitUntil(lambda: not rig.sidebar.list.editing)
    assert rig.bridge.arguments(chat_rename) == []
    assert B.title in rig.titles


def test_a_refused_title_goes_back_with_the_cause(rig: Rig, qtbot: QtBot) -> None:
    rig.sidebar.list.rename("b")
    editor = rig.sidebar.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("Other")
    held = rig.bridge.hold(chat_rename)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not rig.sidebar.list.editing)
    assert "Other" in rig.titles
    held.reject(InvalidInput("The database is read-only.", hint="Close the other Tektra."))
    assert B.title in rig.titles
    assert rig.told == [("The database is read-only. Close the other Tektra.",)]


def test_an_event_during_a_rename_waits_for_its_end(rig: Rig, qtbot: QtBot) -> None:
    rig.sidebar.list.rename("b")
    rig.bridge.emit_event(EventName.CHAT_CREATED, ChatEvent(chat("new", "From elsewhere")))
    assert rig.sidebar.list.editing
    editor = rig.sidebar.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "From elsewhere" in rig.titles)


def test_delete_moves_to_the_trash_and_undo_brings_it_back(rig: Rig, qtbot: QtBot) -> None:
    rig.bridge.answer(chat_delete, replace(B, deleted_at=1.0))
    rig.bridge.answer(chat_restore, B)
    rig.sidebar.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rig.sidebar.list, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        with qtbot.assertNotEmitted(rig.sidebar.chat_removed):
            QTest.keyClick(rig.sidebar.list, key)
    with qtbot.waitSignal(rig.sidebar.chat_removed) as removed:
        QTest.keyClick(rig.sidebar.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert removed.args == ["b"]
    assert B.title not in rig.titles
    message, action, undo = rig.told[0]
    assert (message, action) == ("Chat moved to the trash", "Undo")
    assert callable(undo)
    with qtbot.waitSignal(rig.sidebar.chat_chosen):
        undo()
    assert B.title in rig.titles


def test_the_menu_of_a_row_renames_and_deletes(rig: Rig, qtbot: QtBot) -> None:
    view = rig.sidebar.list
    box = view.box(view.visualRect(view.model().index(rig.sidebar.rows.row_of("b"), 0)))
    with qtbot.assertNotEmitted(rig.sidebar.chat_chosen):
        rig.click(view.menu_spot(box).center())
    menu = rig.sidebar.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Rename",
        "Find a new title",
        "Pin",
        "Move to folder",
        "Duplicate",
        "Export…",
        "Archive this chat",
        "Delete",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert view.editing
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not view.editing)


def test_an_answering_chat_is_marked_for_eye_and_ear(rig: Rig) -> None:
    message = ChatMessage("m", "a", None, Role.ASSISTANT, "", MessageStatus.WAITING, 0.0)
    before = rig.sidebar.list.grab().toImage()
    rig.bridge.emit_event(EventName.MESSAGE_STARTED, MessageEvent(message))
    index = rig.sidebar.list.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Deque or list?, answering"
    assert rig.sidebar.list.grab().toImage() != before
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(message))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Deque or list?"


def test_chats_deleted_and_restored_elsewhere_follow(rig: Rig) -> None:
    rig.bridge.emit_event(EventName.CHAT_DELETED, ChatEvent(replace(A, deleted_at=2.0)))
    assert A.title not in rig.titles
    rig.bridge.emit_event(EventName.CHAT_RESTORED, ChatEvent(A))
    assert A.title in rig.titles


def test_no_chats_is_said(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    assert not rig.sidebar.list.isVisible()
    rig.bridge.emit_event(EventName.CHAT_CREATED, ChatEvent(A))
    assert rig.sidebar.list.isVisible()


def test_a_reconnect_asks_for_everything_again(rig: Rig) -> None:
    rig.bridge.answer(chat_list, (OLD,))
    rig.bridge.set_link(LinkState.LOST)
    assert len(rig.titles) == 5
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert rig.titles == [MONTH, OLD.title]


def test_ten_thousand_chats_have_uniform_rows_and_no_widgets_of_their_own(qtbot: QtBot) -> None:
    rig = Rig(qtbot, *(chat(f"c{i}", f"Chat {i}", age=i * 600) for i in range(10_000)))
    view = rig.sidebar.list
    assert view.model().rowCount() > 10_000
    assert view.uniformItemSizes()
    assert view.sizeHintForIndex(view.model().index(5000, 0)) == QSize(1, 34)
    assert len(view.viewport().children()) < 5


def test_the_engine_line_shows_engine_and_memory(rig: Rig) -> None:
    assert "llama.cpp 0.4 of 17 GB" in rig.sidebar.footer.accessibleName()


def test_the_engine_line_asks_once_for_a_burst_of_events(rig: Rig) -> None:
    before = len(rig.bridge.arguments(core_status))
    message = ChatMessage("m", "a", None, Role.ASSISTANT, "", MessageStatus.COMPLETE, 0.0)
    down = WorkerStatus(None, BackendName.LLAMA_CPP, "smol", WorkerState.DOWN, cause="it was killed from outside")
    rig.bridge.answer(core_status, core(HEALTHY, down))
    for _ in range(20):
        rig.bridge.emit_event(EventName.MESSAGE_ENDED, MessageEvent(message))
    rig.bridge.flush()
    assert len(rig.bridge.arguments(core_status)) == before + 2
    assert "Engine is down" in rig.sidebar.footer.accessibleName()


def test_a_lost_core_leaves_the_line_empty_and_no_error(rig: Rig) -> None:
    rig.bridge.set_link(LinkState.LOST)
    assert "No engine is running" in rig.sidebar.footer.accessibleName()
    assert rig.bridge.unhandled_errors == []


def test_every_control_has_a_name_and_a_tooltip(rig: Rig) -> None:
    assert rig.sidebar.new_button.toolTip() == "Start a new chat (Ctrl+N)"
    assert rig.sidebar.fold_button.accessibleName() == "Hide the sidebar"
    assert rig.sidebar.list.accessibleName() == "Chats"
    assert rig.sidebar.findChild(Toast) is None
