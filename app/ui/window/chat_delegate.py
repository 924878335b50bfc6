"""Paints the rows of the sidebar, and edits a title in place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL, ROW_HEIGHT
from app.ui.widgets.paint import rounded, veil
from app.ui.widgets.sides import sides_of
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import number
from app.ui.window.chat_list_model import ROW, Index
from app.ui.window.sidebar_model import TITLE_CHARS, Group, Row

if TYPE_CHECKING:
    from app.ui.window.chat_list import ChatListView

PADDING = 10
_ICON = 16
_INSIDE = 24
"""How much further in the chats of a folder stand."""
_MARK = 24
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChatDelegate(QStyledItemDelegate):
    """See the module's docstring. Lives in the GUI thread."""

    def __init__(self, view: ChatListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high, so that 10,000 of them cost nothing."""
        return QSize(1, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = cast("Row", index.data(ROW))
        area = self._view.box(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not row.key:
            painter.setFont(ui_font(11, QFont.Weight.DemiBold))
            painter.setPen(QColor(current().text_3))
            painter.drawText(area.adjusted(PADDING, 10, -PADDING, 0), _LEFT, index.data())
        else:
            self._paint_row(painter, area, option.state, index, row)
        if index.row() == self._view.target:
            painter.setPen(QPen(QColor(current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field for a new title."""
        field = TextField(parent=parent)
        field.setMaxLength(TITLE_CHARS)
        of_chat = cast("Row", index.data(ROW)).chat is not None
        field.setAccessibleName(self.tr("Title of the chat") if of_chat else self.tr("Name of the folder"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the present title, all of it selected."""
        if isinstance(editor, TextField):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the title on."""
        if isinstance(editor, TextField):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the row's box."""
        editor.setGeometry(self._view.box(option.rect))

    def _paint_row(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, index: Index, row: Row) -> None:
        tokens = current()
        sides = sides_of(self._view)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        ring = self._view.ring and index.row() == self._view.currentIndex().row()
        step = veil(tokens, hover=hover and not selected, pressed=False)
        if selected or step is not None:
            line = tokens.line_of_chosen if selected else None
            rounded(painter, area, RADIUS_CONTROL, tokens.selected if selected else step, line)
        if ring:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        room = area.adjusted(PADDING, 0, -PADDING, 0)
        if row.folder is not None:
            room = self._paint_folder(painter, room, row)
        elif row.inside:
            room = sides.shifted(room, _INSIDE)
        if selected or hover or ring:
            spot = self._view.menu_spot(area)
            if self._view.pointed_at(spot):
                rounded(painter, spot, 6, veil(tokens, hover=True, pressed=False))
            painter.drawPixmap(spot.topLeft() + QPoint(6, 6), pixmap("ellipsis", tokens.text, _ICON))
            room = sides.before(room, spot, 4)
        room = self._paint_marks(painter, room, row, busy=selected or hover or ring)
        unread = row.unread or (row.chat is not None and row.chat.unread)
        font = ui_font(
            13, QFont.Weight.DemiBold if unread else QFont.Weight.Medium if selected else QFont.Weight.Normal
        )
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    def _paint_folder(self, painter: QPainter, room: QRect, row: Row) -> QRect:
        tokens = current()
        top = room.center().y() - _ICON // 2 + 1
        sides = sides_of(self._view)
        sign = "chevron-down" if row.unfolded else sides.onward
        for name, shift in ((sign, 0), ("folder-open" if row.unfolded else "folder", 24)):
            painter.drawPixmap(QPoint(sides.first(room, _ICON, shift), top), pixmap(name, tokens.text, _ICON))
        return sides.shifted(room, 48)

    def _paint_marks(self, painter: QPainter, room: QRect, row: Row, *, busy: bool) -> QRect:
        """Dot, pin or count at the end of the row; gives what is left for the title."""
        tokens = current()
        sides = sides_of(self._view)
        chat = row.chat
        middle = QPointF(sides.last(room, 12) + 6, room.center().y() + 0.5)
        if row.answering or (chat is not None and chat.answering):
            paint_answering(painter, middle, self._view.phase)
        elif row.unread or (chat is not None and chat.unread):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(middle, 4, 4)
        elif busy:
            return room
        elif row.folder is not None and row.count:
            painter.setFont(ui_font(12, tabular=True))
            painter.setPen(QColor(tokens.text_3))
            words = number(row.count)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            return sides.cut(room, QFontMetrics(ui_font(12, tabular=True)).horizontalAdvance(words) + 8)
        elif chat is not None and row.group is Group.PINNED:
            painter.drawPixmap(
                QPoint(sides.last(room, _ICON), room.center().y() - _ICON // 2 + 1), pixmap("pin", tokens.text_2, _ICON)
            )
        else:
            return room
        return sides.cut(room, _MARK)


def paint_answering(painter: QPainter, middle: QPointF, phase: float) -> None:
    """A dot with a ring around it that widens and fades with the phase (0 to 1); at 0 both stand still."""
    color = QColor(current().accent)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(middle, 2.5, 2.5)
    wave = 0.5 + 0.5 * math.cos(2 * math.pi * phase)
    color.setAlphaF(0.25 + 0.75 * wave)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = 5.5 - 1.5 * (1 - wave)
    painter.drawEllipse(middle, radius, radius)
