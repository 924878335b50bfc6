"""A table of an answer, as wide as its cells need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QWidget

from app.ui.chat.formulas.pieces import FormulaObjects, lay_out, object_format, waits_for
from app.ui.chat.markdown import Block, Cell, Span, Table
from app.ui.chat.text_formats import RISE, TABLE_STEP, char_format
from app.ui.chat.text_view import SCROLL_BAR, TextView
from app.ui.theme import current

PADDING = 6
"""Above and below the text of a cell."""
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class TableView(TextView):
    """One table; rows that did not change are left alone. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._table: QTextTable | None = None
        self._more = 0
        self._objects: FormulaObjects | None = None
        self.setAccessibleName(self.tr("Table"))
        # A column is never narrower than its longest word; a table that has no room scrolls.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_table(self, table: Table) -> None:
        """Show a later state of the table."""
        columns = max((len(row) for row in table.rows), default=0)
        if self._table is None or self._table.columns() != columns:
            self._build(len(table.rows), columns)
        if self._table is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._table.resize(len(table.rows), columns)
        for number, row in enumerate(table.rows):
            if number >= len(self._rows) or self._rows[number] != row:
                self._write(self._table, number, row)
        if table.more_columns != self._more:
            self._more = table.more_columns
            self._say_more()
        cursor.endEditBlock()
        self._rows = table.rows

    def text_height(self, width: int) -> int:
        """How tall the table is, with its scroll bar where it needs one."""
        height = super().text_height(width)
        return height + (SCROLL_BAR if math.ceil(self.document().size().width()) > width else 0)

    def take_drawing(self, tex: str, *, display: bool) -> bool:
        """Put the picture of a formula into the cells that hold it; False when there is none."""
        found = [
            number
            for number, row in enumerate(self._rows)
            if any(waits_for(cell.spans, tex, display=display) for cell in row)
        ]
        for number in found:
            if self._table is not None:
                self._write(self._table, number, self._rows[number])
        return bool(found)

    def blocks_between(self, start: int, end: int) -> Sequence[Block]:
        """The whole table, or the text of a part."""
        if start == 0 and end >= self.document().characterCount() - 1:
            return [Table(self._rows)]
        return super().blocks_between(start, end)

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        self._table, more, self._more = None, self._more, 0
        self.set_table(Table(self._rows, more_columns=more))

    def _say_more(self) -> None:
        """Below the table: that it has more columns than are shown."""
        cursor = self.end_cursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        style = char_format(current(), Span(""), smaller=TABLE_STEP + 1)
        style.setForeground(QColor(current().text_3))
        words = self.tr("%n more column(s) are not shown. Copying the answer takes all of them.", "", self._more)
        cursor.insertText(words if self._more else "", style)

    def _line_kind(self, cell: Cell) -> int:
        kinds = QTextBlockFormat.LineHeightTypes
        kind = kinds.MinimumHeight if any(span.tex for span in cell.spans) else kinds.FixedHeight
        return int(kind.value)

    def _build(self, rows: int, columns: int) -> None:
        self.clear()
        self._rows = ()
        if not rows or not columns:
            self._table = None
            return
        tokens = current()
        style = QTextTableFormat()
        style.setBorder(1)
        style.setBorderBrush(QBrush(QColor(tokens.border)))
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        style.setBorderCollapse(True)
        style.setCellPadding(PADDING)
        style.setCellSpacing(0)
        style.setHeaderRowCount(1)
        self._table = QTextCursor(self.document()).insertTable(rows, columns, style)

    def _write(self, table: QTextTable, number: int, row: tuple[Cell, ...]) -> None:
        tokens = current()
        head = number == 0
        for column in range(table.columns()):
            cell = table.cellAt(number, column)
            look = cell.format().toTableCellFormat()
            look.setLeftPadding(12)
            look.setRightPadding(12)
            look.setTopPadding(PADDING - RISE)
            look.setBottomPadding(PADDING + RISE)
            if head:
                look.setBackground(QColor(tokens.inset))
            cell.setFormat(look)
            cursor = cell.firstCursorPosition()
            cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            if column < len(row):
                block = QTextBlockFormat()
                block.setAlignment(_SIDES[row[column].align])
                block.setLineHeight(20, self._line_kind(row[column]))
                cursor.setBlockFormat(block)
                for piece in lay_out(row[column].spans, pads=False):
                    shown = replace(piece.style, bold=head or piece.style.bold)
                    text_style = char_format(tokens, shown, smaller=TABLE_STEP)
                    if piece.drawing is not None:
                        self._objects = self._objects or FormulaObjects(self.document())
                        text_style = object_format(text_style, piece.drawing)
                    cursor.insertText(piece.text, text_style)
