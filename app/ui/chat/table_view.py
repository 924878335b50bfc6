"""A table of an answer, as wide as its cells need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.ui.chat.directions import direction
from app.ui.chat.formulas.pieces import FormulaObjects, lay_out, object_format, waits_for
from app.ui.chat.markdown import Block, Cell, Table
from app.ui.chat.markdown.write import as_markdown, as_text
from app.ui.chat.text_formats import RISE, TABLE_STEP, char_format
from app.ui.chat.text_view import SCROLL_BAR, TextView
from app.ui.theme import current
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import muted_label

HEAD = 36
COPIED_MS = 2_000
PADDING = 6
"""Above and below the text of a cell."""
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_LEFTWARD = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


def runs_left(table: Table) -> bool:
    """Whether the first heading that has letters runs to the left."""
    head = table.rows[0] if table.rows else ()
    ways = (direction("".join(span.text for span in cell.spans)) for cell in head)
    return next((way for way in ways if way is not None), False)


class TableHead(QWidget):
    """Over a table of which not all is shown: how much is missing, and a button that copies all of it. GUI thread."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = muted_label()
        self.copy = TextButton(self.tr("Copy table"), ButtonKind.GHOST, small=True, icon="copy")
        self.copy.explain(self.tr("Copy the whole table, for a spreadsheet or as Markdown"))
        self.copy.clicked.connect(self._say_copied)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(self._reset)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.copy)

    @Slot()
    def _say_copied(self) -> None:
        self.copy.setText(self.tr("Copied"))
        self._copied.start(COPIED_MS)

    @Slot()
    def _reset(self) -> None:
        self.copy.setText(self.tr("Copy table"))


class TableView(TextView):
    """One table; rows that did not change are left alone. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Table(())
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._table: QTextTable | None = None
        self._leftward = False
        """Its headings run to the left: the first column stands at the right."""
        self._from_end = 0
        """How far from its right end a table that is too wide is scrolled."""
        self._more = 0
        self._head: TableHead | None = None
        self._objects: FormulaObjects | None = None
        self.setAccessibleName(self.tr("Table"))
        # A column is never narrower than its longest word; a table that has no room scrolls.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.horizontalScrollBar().rangeChanged.connect(self._keep_end)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)

    def set_table(self, table: Table) -> None:
        """Show a later state of the table."""
        self._shown = table
        columns = max((len(row) for row in table.rows), default=0)
        leftward = runs_left(table)
        fresh = self._table is None or self._table.columns() != columns or leftward is not self._leftward
        self._leftward = leftward
        if fresh:
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
        if fresh:
            # Qt's own cursor went along with the text; it belongs at the beginning, or the view scrolls after it.
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self._from_end = 0

    def text_height(self, width: int) -> int:
        """How tall the table is, with its scroll bar where it needs one."""
        height = super().text_height(width)
        height += SCROLL_BAR if math.ceil(self.document().size().width()) > width else 0
        if self._head is None:
            return height
        self._head.setGeometry(1, 0, width - 1, HEAD)
        return height + HEAD

    @Slot(int, int)
    def _keep_end(self, _first: int, last: int) -> None:
        """What runs to the left is read from its right end on."""
        if self._leftward:
            self.horizontalScrollBar().setValue(last - self._from_end)

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        self._from_end = self.horizontalScrollBar().maximum() - value

    @Slot()
    def copy_table(self) -> None:
        """All of it, with what is not shown: with tabs for a spreadsheet, and as Markdown."""
        data = QMimeData()
        data.setText(as_text([self._shown]))
        data.setData("text/markdown", as_markdown([self._shown]).encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(data)

    def add_actions(self, menu: QMenu) -> None:
        """Beside what can be done with a selection."""
        menu.addAction(self.tr("Copy table"), self.copy_table)

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
            return [self._shown]
        return super().blocks_between(start, end)

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        self._table, self._more = None, 0
        self.set_table(self._shown)

    def _say_more(self) -> None:
        """Above the table: that it has more columns than are shown, and how to get them."""
        if self._more and self._head is None:
            self._head = TableHead(self)
            self._head.copy.clicked.connect(self.copy_table)
            self._head.show()
        elif not self._more and self._head is not None:
            self._head.deleteLater()
            self._head = None
        if self._head is not None:
            self._head.words.setText(self.tr("%n more column(s) are not shown.", "", self._more))
        self.setViewportMargins(0, HEAD if self._more else 0, 0, 0)

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
        if self._leftward:
            style.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._table = QTextCursor(self.document()).insertTable(rows, columns, style)

    def _write(self, table: QTextTable, number: int, row: tuple[Cell, ...]) -> None:
        tokens = current()
        head = number == 0
        for column in range(table.columns()):
            # Qt's tables run to the right only.
            cell = table.cellAt(number, table.columns() - 1 - column if self._leftward else column)
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
                # A cell that says nothing stands where its column begins.
                side = _LEFTWARD if self._leftward and row[column].align == "left" else _SIDES[row[column].align]
                block.setAlignment(side)
                block.setLineHeight(20, self._line_kind(row[column]))
                cursor.setBlockFormat(block)
                for piece in lay_out(row[column].spans, pads=False):
                    shown = replace(piece.style, bold=head or piece.style.bold)
                    text_style = char_format(tokens, shown, smaller=TABLE_STEP)
                    if piece.drawing is not None:
                        self._objects = self._objects or FormulaObjects(self.document())
                        text_style = object_format(text_style, piece.drawing)
                    cursor.insertText(piece.text, text_style)
