"""A one-line text field with Tektra's box."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme import current, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL
from app.ui.widgets.paint import rounded, smooth


class TextField(QLineEdit):
    """A line edit in a rounded box, whose border takes the focus colour while it is edited. GUI thread."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(ui_font(13))
        self.setFrame(False)
        self.setMinimumHeight(CONTROL_HEIGHT)
        self.setTextMargins(8, 0, 8, 0)
        # The box is painted here, so Qt must not fill the corners.
        self.setStyleSheet("QLineEdit { background: transparent; }")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then Qt's text, selection and caret."""
        tokens = current()
        with smooth(self) as painter:
            focused = self.hasFocus()
            rounded(
                painter, self.rect(), RADIUS_CONTROL, tokens.surface, tokens.focus if focused else tokens.border_strong
            )
            if focused:
                rounded(painter, self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL - 1, None, tokens.focus)
        super().paintEvent(event)
