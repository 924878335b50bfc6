"""A table of an answer, as wide as its cells need."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QTextBlockFormat, QTextCursor, QTextFrameFormat, QTextTable, QTextTableFormat
from PySide6.QtWidgets import QWidget

from app.ui.chat.markdown import Cell, Table
from app.ui.chat.text_formats import RISE, TABLE_STEP, char_format, style_of
from app.ui.chat.text_view import TextView
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
        self.setAccessibleName(self.tr("Table"))

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
        cursor.endEditBlock()
        self._rows = table.rows

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        self._table = None
        self.set_table(Table(self._rows))

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
                block.setLineHeight(20, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
                cursor.setBlockFormat(block)
                for span in row[column].spans:
                    shown = replace(style_of(span), bold=head or span.bold)
                    cursor.insertText(span.text, char_format(tokens, shown, smaller=TABLE_STEP))
