"""The window for those who hear it or drive it by keyboard: names, an order of stops, a focus that can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.signatures import chat_open
from app.ui.chat.message_list import MessageList
from app.ui.chat.view import ChatView
from app.ui.widgets.focus import FocusRing
from app.ui.window.main_window import MainWindow
from app.ui.window.state import WindowStateFile
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import chat_of, finished, prompt
from tests.ui.window_rig import A, B
from tests.ui.window_samples import scripted

CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit)
ANSWER = (
    "Use a `deque`.\n\n```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nA [link](https://example.org)."
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The real window with the real chat view and an answered chat."""
    bridge = scripted(FakeBridge(), (A, B))
    bridge.answer(chat_open, chat_of(prompt(), finished(ANSWER)))
    shown = MainWindow(bridge, WindowStateFile(tmp_path / "window.json"), ChatView)
    qtbot.addWidget(shown, before_close_func=lambda _: bridge.close())
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    bridge.flush()
    shown.open_chat("a")
    bridge.flush()
    return shown


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says when it comes to a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_control_has_a_name(window: MainWindow) -> None:
    window.header.model_button.click()
    controls = [widget for kind in CONTROLS for widget in window.findChildren(kind) if widget.isVisible()]
    assert len(controls) > 15
    assert [widget for widget in controls if not spoken_name(widget)] == []


def test_tab_visits_each_stop_once_from_left_to_right_and_shows_where_it_is(window: MainWindow) -> None:
    window.sidebar.new_button.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    while window.focusWidget() not in stops and len(stops) < 40:
        here = window.focusWidget()
        stops.append(here)
        rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
        assert rings or isinstance(here, QAbstractItemView | MessageList), here
        QTest.keyClick(here, Qt.Key.Key_Tab)
    panes = (window.sidebar, window.header, window.chat, window.composer)
    order = [
        next(n for n, pane in enumerate(panes) if isinstance(pane, QWidget) and pane.isAncestorOf(s)) for s in stops
    ]
    turned = order[order.index(0) :]
    assert set(order) == {0, 1, 2, 3}
    assert [n for n, before in zip(turned[1:], turned, strict=False) if n < before and n != 0] == []
