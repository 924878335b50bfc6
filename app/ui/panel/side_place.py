"""Where the panel stands: beside the chat, or over it where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.panel.panel import WIDTH, Panel
from app.ui.widgets.scrim import Scrim
from app.ui.window.shortcuts import Action, shortcuts

LEAST_CHAT = 480
"""Narrower the chat is not made for the panel's sake."""
LEAST_FOR_BOTH = LEAST_CHAT + WIDTH
"""In less the panel covers the chat."""


class SidePlace(QWidget):
    """The chat and, when it is wanted, the panel. Lives in the GUI thread.

    Signals:
        arranged(): The chat has another width.
        toggled(): The panel was shown or hidden.
        left(): The panel was closed by its key, or by a click beside it where it covers the chat.
    """

    arranged = Signal()
    toggled = Signal()
    left = Signal()

    def __init__(self, chat: QWidget) -> None:
        super().__init__()
        self._chat = chat
        self.panel: Panel | None = None
        chat.setParent(self)
        self.scrim = Scrim(self)
        self.scrim.pressed.connect(self.left)
        self.setMinimumSize(1, 1)

    @property
    def taken(self) -> int:
        """How much of the width the chat does not have."""
        return WIDTH if self.panel is not None and not self.panel.isHidden() and not self.covers else 0

    @property
    def covers(self) -> bool:
        """Whether there is no room for both."""
        return self.width() < LEAST_FOR_BOTH

    def put(self, panel: Panel) -> None:
        """Take a panel in, hidden."""
        panel.hide()
        panel.setParent(self)
        self.panel = panel

    def show_panel(self, *, shown: bool) -> None:
        """Show or hide it."""
        if self.panel is not None:
            self.panel.setVisible(shown)
            self.scrim.raise_()
            self.panel.raise_()
            self._arrange()
            self.toggled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that stops things closes a panel that covers the chat."""
        panel = self.panel
        inside = panel is not None and not panel.isHidden() and panel.isAncestorOf(self.focusWidget())
        if inside and shortcuts().hit(Action.STOP, event):
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        flipped = self.isRightToLeft()
        taken = self.taken
        self._chat.setGeometry(QRect(taken if flipped else 0, 0, self.width() - taken, self.height()))
        self.scrim.setGeometry(self.rect())
        self.scrim.setVisible(self.panel is not None and not self.panel.isHidden() and self.covers)
        if self.panel is not None:
            left = 0 if flipped else self.width() - WIDTH
            self.panel.setGeometry(QRect(left, 0, WIDTH, self.height()))
        self.arranged.emit()
