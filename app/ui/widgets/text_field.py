"""A one-line text field with Tektra's box."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL
from app.ui.widgets.paint import rounded, smooth

_MARGIN = 8
_ICON = 16


class TextField(QLineEdit):
    """A line edit in a rounded box, whose border takes the focus colour while it is edited. GUI thread.

    It may have an icon before the text and a unit behind it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, icon: str = "", unit: str = "") -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._unit = unit
        self._wrong = False
        self.setFont(ui_font(13))
        self.setFrame(False)
        self.setMinimumHeight(CONTROL_HEIGHT)
        left = _MARGIN + (_ICON + 8 if icon else 0)
        right = _MARGIN + (QFontMetrics(ui_font(12)).horizontalAdvance(unit) + 8 if unit else 0)
        self.setTextMargins(left, 0, right, 0)
        # The box is painted here, so Qt must not fill the corners.
        self.setStyleSheet("QLineEdit { background: transparent; }")

    @property
    def wrong(self) -> bool:
        """Whether what stands in it was refused."""
        return self._wrong

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark what stands in it as refused; the sentence beside the field says why."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then Qt's text, selection and caret."""
        tokens = current()
        with smooth(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(current().faint)
            strong = tokens.bad if self._wrong else tokens.focus
            focused = self.hasFocus() or self._wrong
            rounded(painter, self.rect(), RADIUS_CONTROL, tokens.surface, strong if focused else tokens.border_strong)
            if self.hasFocus():
                rounded(painter, self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL - 1, None, strong)
            if self._icon:
                corner = QPoint(_MARGIN + 3, (self.height() - _ICON) // 2)
                painter.drawPixmap(corner, pixmap(self._icon, tokens.text_3, _ICON))
            if self._unit:
                painter.setFont(ui_font(12))
                painter.setPen(QColor(tokens.text_3))
                area = QRect(0, 0, self.width() - _MARGIN - 3, self.height())
                painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit)
        super().paintEvent(event)
