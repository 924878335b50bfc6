"""The list of a palette: its Qt model, how rows are painted, and the view. The keyboard stays in the field above."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.palette.model import Marks, Row
from app.ui.theme import current, pixmap, theme, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.labels import KBD_HEIGHT, TAG_HEIGHT, Tone, kbd_width, paint_kbd, paint_tag, tag_width
from app.ui.widgets.paint import rounded, veil

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEADING_HEIGHT = 34
ENTRY_HEIGHT = 40
SIDE = 8
"""Between the edge of the card and the box of a row."""
_PADDING = 10
_ICON = 16
_GAP = 8
_MIN_DETAIL = 40
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractListModel):
    """The rows as the view wants them. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """All rows; a list has no children."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title for the eye, everything for the screen reader, the row itself for the delegate."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.rows[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(row: Row) -> str:
    """A row for who hears it."""
    if row.entry is None:
        return row.title
    parts = (row.entry.title, row.entry.detail, row.entry.tag, row.entry.keys)
    return ", ".join(part for part in parts if part)


class RowsDelegate(QStyledItemDelegate):
    """Paints headings and entries, also from right to left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two heights."""
        return QSize(1, HEADING_HEIGHT if cast("Row", index.data(ROW)).entry is None else ENTRY_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = cast("Row", index.data(ROW))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.entry is None:
            painter.setFont(ui_font(11, QFont.Weight.DemiBold))
            painter.setPen(QColor(current().text_3))
            area = option.rect.adjusted(SIDE + _PADDING, 10, -SIDE - _PADDING, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.title)
        else:
            self._paint_entry(painter, option, row)
        painter.restore()

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        tokens, entry = current(), row.entry
        if entry is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        step = tokens.selected if chosen else veil(tokens, hover=pointed, pressed=False)
        if step is not None:
            rounded(painter, box, RADIUS_CONTROL, step, tokens.text if chosen and tokens.high else None)

        def place(left: int, width: int, height: int) -> QRect:
            area = QRect(left, box.top() + (box.height() - height) // 2, width, height)
            return QStyle.visualRect(option.direction, option.rect, area)

        left, right = box.left() + _PADDING, box.right() + 1 - _PADDING
        if entry.icon:
            color = tokens.text if chosen else tokens.text_2
            painter.drawPixmap(place(left, _ICON, _ICON).topLeft(), pixmap(entry.icon, color, _ICON))
            left += _ICON + _GAP
        if entry.keys:
            width = kbd_width(entry.keys)
            right -= width
            paint_kbd(painter, place(right, width, KBD_HEIGHT), entry.keys, tokens)
            right -= _GAP
        if entry.tag:
            width = tag_width(entry.tag)
            right -= width
            paint_tag(painter, place(right, width, TAG_HEIGHT), entry.tag, Tone.NEUTRAL, tokens)
            right -= _GAP
        title = ui_font(13, QFont.Weight.Medium)
        used = _line(painter, place(left, right - left, box.height()), entry.title, title, tokens.text, ())
        left += used + _GAP - 4
        if entry.detail and right - left > _MIN_DETAIL:
            area = place(left, right - left, box.height())
            _line(painter, area, entry.detail, ui_font(12), tokens.text_3, entry.marks)


def _line(painter: QPainter, area: QRect, text: str, font: QFont, color: str, marks: Marks) -> int:
    """One line with strong parts, cut where there is no room; returns its width."""
    shown = QFontMetrics(font).elidedText(" ".join(text.split("\n")), Qt.TextElideMode.ElideRight, area.width())
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    ranges = []
    for start, end in marks:
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, min(end, len(shown)) - start, strong
        if part.length > 0:
            ranges.append(part)
    layout = QTextLayout(shown, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(painter.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(area.width())
    layout.endLayout()
    painter.setPen(QColor(color))
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2))
    return round(line.naturalTextWidth()) + 1


class RowsView(QListView):
    """Shows the rows; the field moves the choice, a click chooses. Lives in the GUI thread."""

    def __init__(self, model: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self.setModel(model)
        self.setItemDelegate(RowsDelegate(self))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self.viewport().update)

    def choose(self, row: int) -> None:
        """Mark a row and bring it into sight, with the heading above the first one of a section."""
        index = self.rows_model.index(row)
        if row > 0 and self.rows_model.rows[row - 1].entry is None:
            self.scrollTo(self.rows_model.index(row - 1))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    @property
    def chosen(self) -> Row | None:
        """The marked row."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def row_at(self, place: QPoint) -> Row | None:
        """The row at a place of the viewport."""
        index = self.indexAt(place)
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def wanted_height(self) -> int:
        """Of all rows."""
        return sum(HEADING_HEIGHT if row.entry is None else ENTRY_HEIGHT for row in self.rows_model.rows)
