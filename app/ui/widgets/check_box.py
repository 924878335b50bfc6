"""A check box whose frame is seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from app.ui.theme import current, ui_font
from app.ui.theme.icons import pixmap
from app.ui.widgets.focus import show_ring
from app.ui.widgets.mirror import mirrored
from app.ui.widgets.paint import rounded, smooth

SIDE = 16
GAP = 8
RADIUS = 4
_HEIGHT = 28
_MARK = 12


class CheckBox(QCheckBox):
    """Box and words, with the role and keys of the real one. The words are shown as they are. GUI thread."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setFont(ui_font(13))
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        show_ring(self, RADIUS)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(SIDE + GAP + QFontMetrics(self.font()).horizontalAdvance(self._words) + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Words give way before the window does."""
        return QSize(SIDE + GAP + 40, _HEIGHT)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, its mark, the words."""
        tokens = current()
        on = self.isChecked()
        with smooth(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(current().faint)
            box = mirrored(self, QRect(0, (self.height() - SIDE) // 2, SIDE, SIDE))
            if on:
                rounded(painter, box, RADIUS, tokens.accent)
                inset = (SIDE - _MARK) // 2
                painter.drawPixmap(box.topLeft() + QPoint(inset, inset), pixmap("check", tokens.on_accent, _MARK))
            else:
                line = tokens.text_2 if self.underMouse() else tokens.text_3
                rounded(painter, box, RADIUS, tokens.surface, line)
            painter.setFont(self.font())
            painter.setPen(QColor(tokens.text))
            left = SIDE + GAP
            area = mirrored(self, QRect(left, 0, self.width() - left, self.height()))
            words = QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, area.width())
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words)
