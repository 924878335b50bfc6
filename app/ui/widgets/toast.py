"""Short messages over the window's lower edge, with an action such as Undo, or two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QFont,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.paint import rounded, smooth

SHORT_MS = 5000
LONG_MS = 9000
MAX_WIDTH = 640


class _ToastAction(BaseButton):
    """The word to press on a toast."""

    radius = 4

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it is
        self.setFont(ui_font(13, QFont.Weight.Medium))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 8, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        with self.start_painting() as painter:
            if self.underMouse() or self.isDown():
                font = self.font()
                font.setUnderline(True)
                painter.setFont(font)
            painter.setPen(QColor(current().toast_accent))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Toast(QFrame):
    """One message at a time; a newer one takes the place. Stays while it is pointed at. GUI thread.

    Its parent places it: call `place` again when the layout changes.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setFont(ui_font(13, QFont.Weight.Medium))
        self._label.setForegroundRole(QPalette.ColorRole.Window)  # the box itself has the colour of text
        self._action = _ToastAction(self)
        self._action.clicked.connect(self._act)
        self._on_action: Callable[[], None] | None = None
        self._other = _ToastAction(self)
        self._other.clicked.connect(self._act_otherwise)
        self._on_other: Callable[[], None] | None = None
        self._bottom = QPoint()
        self._room = MAX_WIDTH
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._other)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def message(self) -> str:
        """What it says now; "" when nothing is shown."""
        return self._label.text() if not self.isHidden() else ""

    def tell(
        self,
        message: str,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        ms: int = 0,
        *,
        other: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show a message, perhaps with an action, and with another one; screen readers hear it too."""
        self._label.setText(message)
        self._on_action = on_action
        other_words, self._on_other = other or ("", None)
        for button, words in ((self._action, action), (self._other, other_words)):
            button.setText(words)
            button.setAccessibleDescription(message)
            button.setVisible(bool(words))
            button.updateGeometry()
        self._fit()
        self.show()
        self.raise_()
        self._timer.start(ms or (LONG_MS if action or len(message) > 60 else SHORT_MS))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def place(self, bottom: QPoint, room: int) -> None:
        """Keep the middle of the lower edge at this point of the parent, and no wider than there is room."""
        self._bottom = bottom
        self._room = min(MAX_WIDTH, room)
        self._fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while it is pointed at."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on."""
        self._timer.start(SHORT_MS)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dark box."""
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, current().text)

    @Slot()
    def _act(self) -> None:
        self._leave_for(self._on_action)

    @Slot()
    def _act_otherwise(self) -> None:
        self._leave_for(self._on_other)

    def _leave_for(self, action: Callable[[], None] | None) -> None:
        self.hide()
        self._timer.stop()
        if action is not None:
            action()

    def _fit(self) -> None:
        room = self._room
        self._label.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._label.setWordWrap(True)
        width = min(self.sizeHint().width(), room) if not self._label.wordWrap() else room
        height = max(40, self.heightForWidth(width) if self._label.wordWrap() else self.sizeHint().height())
        self.setGeometry(self._bottom.x() - width // 2, self._bottom.y() - height, width, height)
