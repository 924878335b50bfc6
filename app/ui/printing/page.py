"""The document that is printed: laid out once in one piece, then painted page by page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from app.ui.printing.breaks import Sheet, Strip, sheets
from app.ui.printing.paper import Paper
from app.ui.printing.pictures import PrintedPictures
from app.ui.printing.style import FONT_PX, NUMBER_PX, style_sheet
from app.ui.theme.fonts import code_font, ui_font
from app.ui.theme.tokens import LIGHT

NUMBER_GAP = 22
"""Pixels between the text and the page's number."""
ROOM = 9
"""Of the box around a line that belongs to it: what a cell has above its first line and below its last."""
FEW_LINES = 4
"""A paragraph with fewer is not parted; one with more keeps two of them together at either end."""


class PrintedPage(QTextDocument):
    """Shows only what the page carries itself. Lives in the printing process's only thread."""

    def __init__(self, paper: Paper, writer: QPdfWriter) -> None:
        super().__init__()
        code_font()
        self.setDefaultFont(ui_font(FONT_PX))
        self.documentLayout().setPaintDevice(writer)
        self.setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self._pictures = PrintedPictures(self, paper.formulas, LIGHT.text)
        self.setDefaultStyleSheet(style_sheet())
        self.setTextWidth(writer.width())
        self.setHtml(paper.html)

    def loadResource(self, kind: int, name: object) -> object:
        """Nothing is read from the disk or the network; pictures are painted by their own object."""
        return None

    def print_pages(self, writer: QPdfWriter, tell: Callable[[int, int], None]) -> None:
        """Paint all pages, each with its number; tells how many are done, and of how many."""
        found = sheets(self.strips(), writer.height())
        with QPainter(writer) as painter:
            for number, sheet in enumerate(found, 1):
                if number > 1:
                    writer.newPage()
                self._paint(painter, sheet)
                self._number(painter, f"{number} / {len(found)}", writer)
                tell(number, len(found))

    def strips(self) -> Iterator[Strip]:
        """The lines of the document, those of its tables with the room around them."""
        block = self.begin()
        while block.isValid():
            yield from self._lines(block)
            block = block.next()

    def _lines(self, block: QTextBlock) -> Iterator[Strip]:
        layout, box = block.layout(), self.documentLayout().blockBoundingRect(block)
        heading = block.blockFormat().pageBreakPolicy() == QTextFormat.PageBreakFlag.PageBreak_AlwaysAfter
        above, below = _room(block)
        count = layout.lineCount()
        for number in range(count):
            line = layout.lineAt(number)
            top = box.top() + line.y()
            keep = heading or (count < FEW_LINES and number < count - 1) or (number in (0, count - 2) and count > 1)
            yield Strip(
                top - (above if number == 0 else 0), top + line.height() + (below if number == count - 1 else 0), keep
            )

    def _paint(self, painter: QPainter, sheet: Sheet) -> None:
        painter.save()
        painter.translate(0, -math.floor(sheet.top))  # by whole points: else letters of a line stand apart in the file
        shown = QRectF(0, sheet.top, self.textWidth(), sheet.bottom - sheet.top)
        painter.setClipRect(shown)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown.adjusted(0, 0.5, 0, -0.5)  # lines that only touch it belong to other pages
        context.palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.text))
        context.palette.setColor(QPalette.ColorRole.Dark, QColor(LIGHT.border_strong))  # rules across the page
        self.documentLayout().draw(painter, context)
        painter.restore()

    def _number(self, painter: QPainter, words: str, writer: QPdfWriter) -> None:
        painter.setFont(ui_font(NUMBER_PX))
        painter.setPen(QColor(LIGHT.text_3))
        place = QRectF(0, writer.height() + NUMBER_GAP, writer.width(), 2 * NUMBER_PX)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)


def _room(block: QTextBlock) -> tuple[float, float]:
    """What the cell around a block has above and below it."""
    table = QTextCursor(block).currentTable()
    if not isinstance(table, QTextTable):
        return 0, 0
    cell = table.cellAt(block.position())
    first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    return (ROOM if block == first else 0), (ROOM if block == last else 0)
