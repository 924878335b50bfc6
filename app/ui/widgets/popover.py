"""A card over the window that closes when it loses attention: Esc, a click elsewhere, or the focus going away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.paint import rounded, smooth


class Popover(QFrame):
    """A child of the window, so that its round corners need no compositor. Lives in the GUI thread.

    Signals:
        closed(): It went away.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._opener: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open_for(self, opener: QWidget) -> None:
        """Show it; the focus returns to `opener` afterwards."""
        self._opener = opener
        self.show()
        self.raise_()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def dismiss(self, *, keyboard: bool = False) -> None:
        """Hide it and give the focus back."""
        if self.isHidden():
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else self.hasFocus()
        self.hide()
        if self._opener is not None and (had_focus or keyboard):
            reason = Qt.FocusReason.TabFocusReason if keyboard else Qt.FocusReason.PopupFocusReason
            self._opener.setFocus(reason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press outside; the press itself goes on to where it was meant."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            on_opener = watched is self._opener
            if isinstance(watched, QWidget) and not inside and not on_opener:
                self.dismiss()
        elif event.type() == QEvent.Type.WindowDeactivate and watched is self.window():
            self.dismiss()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss(keyboard=True)
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CARD, tokens.surface, tokens.border_strong)
