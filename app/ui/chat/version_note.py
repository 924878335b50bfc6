"""The line under the messages after a search hit in another version was opened: it says so, and leads back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import ButtonKind, IconButton, TextButton
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.paint import rounded, smooth

HEIGHT = 44
GAP = 8
"""Between the line and what is above and below it."""


class VersionNote(QWidget):
    """A quiet bar, hidden until `tell`. Lives in the GUI thread.

    Signals:
        back_wanted(): The version that was being read is to come back.
        closed(): The person knows.
    """

    back_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Another version"))
        self.label = ElidedLabel(self.tr("This is in another version of the conversation."))
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back = TextButton(self.tr("Back to where you were"), ButtonKind.SECONDARY, small=True)
        self.close_button = IconButton("x", self.tr("Stay in this version"), size=28)
        for button in (self.back, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it is
        self.back.clicked.connect(self.back_wanted)
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.back)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def taken(self) -> int:
        """Height that the messages do not have."""
        return 0 if self.isHidden() else HEIGHT + 2 * GAP

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def tell(self) -> None:
        """Show it; who listens hears it too."""
        if self.isHidden():
            self.show()
            words = f"{self.label.text()} {self.back.text()}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card in the colours of a field."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, tokens.accent_bg, tokens.border_strong)

    @Slot()
    def _close(self) -> None:
        self.closed.emit()
