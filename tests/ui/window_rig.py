"""The whole window with a fake core and a fake chat view, as tests of the window drive it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.errors import StoreFull
from app.ui.bridge.base import UiBridge
from app.ui.window.main_window import MainWindow
from app.ui.window.state import WindowStateFile
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.fake_pane import FakePane
from tests.ui.window_samples import chat

A = chat("a", "Deque or list?", age=10)
B = chat("b", "Packing", age=20, model_id="qwen")
FULL = StoreFull("The disk is full.", hint="Free some space.", detail="ENOSPC")


class Rig:
    """A window that is shown and knows what the fake core says."""

    def __init__(self, qtbot: QtBot, folder: Path, bridge: FakeBridge) -> None:
        self.bridge = bridge
        self.file = WindowStateFile(folder / "window.json")
        self.panes: list[FakePane] = []
        self.window = MainWindow(bridge, self.file, self._make)
        self.window.composer.edit.setCursorWidth(0)
        qtbot.addWidget(self.window, before_close_func=lambda _: bridge.close())
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        bridge.flush()

    @property
    def pane(self) -> FakePane:
        return self.panes[0]

    def _make(self, bridge: UiBridge) -> FakePane:
        self.panes.append(FakePane(bridge))
        return self.panes[-1]

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.window.findChildren(QPushButton) if b.isVisible() and b.text() == text)

    def press(self, text: str) -> None:
        """Click a button and let the core answer."""
        QTest.mouseClick(self.button(text), Qt.MouseButton.LeftButton)
        self.bridge.flush()

    def drop(self, *paths: str) -> bool:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(self.window.rect().center(), Qt.DropAction.CopyAction, mime, buttons, keys)
        enter.ignore()
        self.window.dragEnterEvent(enter)
        if enter.isAccepted():
            place = QPointF(self.window.rect().center())
            self.window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, mime, buttons, keys))
            self.bridge.flush()
        return enter.isAccepted()


Start = Callable[..., Rig]
