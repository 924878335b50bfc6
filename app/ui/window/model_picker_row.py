"""One model in the picker: what it is and can do, and the small button that loads or ejects it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.widgets.buttons import BaseButton, IconButton
from app.ui.widgets.labels import TAG_HEIGHT, Tone, paint_dot, paint_tag, tag_width
from app.ui.widgets.paint import rounded
from app.ui.window.model_words import ABILITY_ICONS, DOTS, ability_words, facts_words, state_words
from app.ui.window.picker_model import PickerRow, RowAction, abilities

ROW = 52
_SMALL_ICON = 14


class ModelRowButton(BaseButton):
    """One model: its state's dot, name, engine, and a line of facts or the reason why it cannot answer."""

    arrows = False

    def __init__(self, row: PickerRow) -> None:
        super().__init__()
        self.row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_row(row)

    def show_row(self, row: PickerRow) -> None:
        """Another state of the same model."""
        self.row = row
        can = [ability_words(ability) for ability in abilities(row.model)]
        parts = [row.model.name, row.engine, state_words(row.model), facts_words(row.model), *can]
        if row.current:
            parts.insert(1, self.tr("in use"))
        self.setAccessibleName(", ".join(dict.fromkeys(part for part in parts if part)))
        self.setToolTip(" · ".join((state_words(row.model), *can)))
        self.update()

    def sizeHint(self) -> QSize:
        """The row's height; the popover gives the width."""
        return QSize(200, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines."""
        tokens = current()
        with self.start_painting() as painter:
            model = self.row.model
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            paint_dot(painter, QRectF(10, 15, 8, 8), DOTS[model.state], tokens)
            if not self.row.pickable:
                painter.setOpacity(1 - (1 - current().faint) / 3)
            name_font = ui_font(13, QFont.Weight.DemiBold if self.row.current else QFont.Weight.Medium)
            metrics = QFontMetrics(name_font)
            tags = tag_width(self.row.engine) + 8 if self.row.engine else 0
            room = self.width() - 28 - 8 - tags - (24 if self.row.current else 0)
            name = metrics.elidedText(model.name, Qt.TextElideMode.ElideRight, room)
            painter.setFont(name_font)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRect(28, 8, room, 22), Qt.AlignmentFlag.AlignVCenter, name)
            left = 28 + metrics.horizontalAdvance(name) + 8
            if self.row.engine:
                tag = QRect(left, 9, tag_width(self.row.engine), TAG_HEIGHT)
                paint_tag(painter, tag, self.row.engine, Tone.NEUTRAL, tokens)
                left = tag.right() + 9
            if self.row.current:
                painter.drawPixmap(QPoint(left, 11), pixmap("check", tokens.accent, 16))
                left += 24
            self._paint_abilities(painter, left + 8)
            self._paint_facts(painter)

    def _paint_abilities(self, painter: QPainter, left: int) -> None:
        """At the end of the first line: icons with words, where there is no room for those icons alone."""
        tokens, font = current(), ui_font(11)
        metrics = QFontMetrics(font)
        shown = [(ABILITY_ICONS[ability], ability_words(ability)) for ability in abilities(self.row.model)]
        wide = sum(_SMALL_ICON + 4 + metrics.horizontalAdvance(words) + 10 for _, words in shown)
        with_words = left + wide <= self.width()
        right = self.width() - 8
        painter.setFont(font)
        painter.setPen(QColor(tokens.text_2))
        for name, words in reversed(shown):
            if with_words:
                width = metrics.horizontalAdvance(words)
                right -= width
                painter.drawText(QRect(right, 9, width, TAG_HEIGHT), Qt.AlignmentFlag.AlignVCenter, words)
                right -= 4
            right -= _SMALL_ICON
            if right >= left:
                painter.drawPixmap(QPoint(right, 11), pixmap(name, tokens.text_2, _SMALL_ICON))
            right -= 10 if with_words else 6

    def _paint_facts(self, painter: QPainter) -> None:
        font = ui_font(12, tabular=True)
        facts = facts_words(self.row.model) or state_words(self.row.model)
        painter.setFont(font)
        painter.setPen(QColor(current().text_3))
        area = QRect(28, 27, self.width() - 36, 18)
        shown = QFontMetrics(font).elidedText(facts, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class RowLine(QWidget):
    """A model's row and its small button."""

    def __init__(self, row: PickerRow) -> None:
        super().__init__()
        self.button = ModelRowButton(row)
        self.action = IconButton("play", "")
        self.action.arrows = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.button, 1)
        line.addWidget(self.action)
        self.show_row(row)

    def show_row(self, row: PickerRow) -> None:
        """Another state of the same model."""
        self.button.show_row(row)
        eject = row.action is RowAction.EJECT
        name = self.tr("Take {0} out of memory") if eject else self.tr("Load {0} now")
        self.action.set_icon("eject" if eject else "play", name.format(row.model.name))
        self.action.explain(self.action.accessibleName())
        self.action.setVisible(row.action is not RowAction.NONE)
