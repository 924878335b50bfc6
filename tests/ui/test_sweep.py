"""A walk over every control of the window, the settings and the small windows: names, and nothing hidden in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.empty_state import EmptyState
from app.ui.desktop.quick_ask import QuickAsk
from app.ui.gallery import Gallery
from app.ui.settings.pages_model import Page
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_rig import Start
from tests.ui.window_samples import scripted


def focusable(root: QWidget) -> list[QWidget]:
    """What Tab could reach and a person can see; areas that only scroll have no name of their own."""
    found = [widget for widget in root.findChildren(QWidget) if widget.isVisible() and widget.isEnabled()]
    stops = [widget for widget in found if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()]
    return [widget for widget in stops if not isinstance(widget, QScrollArea | QScrollBar)]


def said(widget: QWidget) -> str:
    """What a screen reader says of it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def walk(window: QWidget, first: QWidget, stops: int = 120) -> list[QWidget]:
    """Tab from one control until it comes back."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    while len(seen) < stops:
        here = window.focusWidget()
        if here in seen:
            break
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return seen


def check(window: QWidget) -> None:
    """Every control is named, and what has the focus can be seen."""
    controls = focusable(window)
    assert controls
    assert [widget for widget in controls if not said(widget)] == []
    stops = walk(window, controls[0])
    assert [stop for stop in stops if not stop.isVisible() or not stop.isEnabled()] == []
    areas = [stop for stop in stops if isinstance(stop, QAbstractScrollArea)]
    assert [stop for stop in stops if stop.size().isEmpty() and stop not in areas] == []


def test_the_window_and_each_page_of_the_settings(start: Start) -> None:
    window = start().window
    check(window)
    window.settings.open()
    shown = window.settings.window
    assert shown is not None
    for page in Page:
        shown.open_page(page)
        check(shown)
    shown.close()


@pytest.mark.qt_log_ignore("This plugin does not support ")
def test_the_small_windows(qtbot: QtBot) -> None:
    bridge = scripted(FakeBridge())
    for window in (QuickAsk(bridge), EmptyState(), Gallery()):
        qtbot.addWidget(window, before_close_func=lambda _: bridge.close())
        window.resize(900, 700)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        check(window)
