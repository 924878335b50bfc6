"""A heading that shows and hides what stands below it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import SMALL_CONTROL_HEIGHT
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.paint import rounded

_ICON = 16


class FoldButton(BaseButton):
    """Chevron and words. Lives in the GUI thread."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.setFont(ui_font(13, QFont.Weight.DemiBold))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, SMALL_CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chevron points down while it is open."""
        tokens = current()
        with self.start_painting() as painter:
            if self.underMouse():
                rounded(painter, self.rect(), self.radius, self.step(tokens))
            flipped = self.isRightToLeft()
            aside = "chevron-left" if flipped else "chevron-right"
            name = "chevron-down" if self.isChecked() else aside
            middle = (self.height() - _ICON) // 2
            left = self.width() - _ICON if flipped else 0
            painter.drawPixmap(QPoint(left, middle), pixmap(name, tokens.text, _ICON))
            painter.setFont(self.font())
            painter.setPen(QColor(tokens.text))
            area = QRect(0 if flipped else _ICON + 4, 0, self.width() - _ICON - 4, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())


class Fold(QWidget):
    """The heading and its content, which is hidden at first. Lives in the GUI thread."""

    def __init__(self, words: str, content: QWidget) -> None:
        super().__init__()
        self.button = FoldButton(words)
        self.content = content
        content.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button)
        column.addWidget(content)
        self.button.toggled.connect(self._show)

    @Slot(bool)
    def _show(self, on: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self.content.setVisible(on)
        self.button.setAccessibleDescription(self.tr("Open") if on else self.tr("Closed"))
