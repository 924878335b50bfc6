"""A run of paragraphs in one text widget, so that a selection can span them. Changes touch only what is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextBlock, QTextCursor, QTextLayout, QTextLine
from PySide6.QtWidgets import QWidget

from app.ui.chat.markdown import Paragraph, Span
from app.ui.chat.markdown.model import LINE_BREAK
from app.ui.chat.text_formats import (
    INDENT,
    QUOTE_INDENT,
    RISE,
    block_format,
    char_format,
    right_to_left,
    scaled,
    style_of,
    utf16_length,
)
from app.ui.chat.text_view import TextView
from app.ui.theme import current, theme, ui_font

CODE_BOX = 20
MARKER_ROOM = 8
PAD = Span("\u202f\u202f")
"""Room at both ends of inline code, where its box has its rounded ends; it is not copied."""
PAD_PX = 5


class ProseView(TextView):
    """Paragraph number n is text block number n. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraphs: list[Paragraph] = []

    def set_paragraphs(self, start: int, paragraphs: Sequence[Paragraph]) -> None:
        """Let the paragraphs from `start` on be these."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for index, paragraph in enumerate(paragraphs, start):
            if index < len(self._paragraphs):
                self._rewrite(cursor, index, paragraph)
            else:
                self._append(cursor, paragraph)
        self._drop(cursor, start + len(paragraphs))
        cursor.endEditBlock()

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        paragraphs, self._paragraphs = self._paragraphs, []
        self.clear()
        self.set_paragraphs(0, paragraphs)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text with the markers of whole list items."""
        data = QMimeData()
        data.setText("\n".join(self._selected_lines()).replace(LINE_BREAK, "\n"))
        return data

    def paint_below(self, painter: QPainter, top: int, bottom: int) -> None:
        """Boxes of inline code, bars of quotes, markers of lists."""
        for index, block in self._blocks_between(top, bottom):
            paragraph = self._paragraphs[index]
            layout = block.layout()
            if not layout.lineCount():
                continue
            if paragraph.quote:
                self._paint_bars(painter, block, paragraph)
            if paragraph.marker:
                self._paint_marker(painter, layout, paragraph)
            if any(span.code for span in paragraph.spans):
                _paint_code_boxes(painter, layout, padded(paragraph.spans))

    def _append(self, cursor: QTextCursor, paragraph: Paragraph) -> None:
        before = self._paragraphs[-1] if self._paragraphs else None
        cursor.movePosition(QTextCursor.MoveOperation.End)
        plain = char_format(current(), Span(""), paragraph.heading, quote=paragraph.quote > 0)
        if before is None:
            cursor.setBlockFormat(block_format(paragraph, before))
            cursor.setBlockCharFormat(plain)
        else:
            cursor.insertBlock(block_format(paragraph, before), plain)
        _insert(cursor, paragraph, 0)
        self._paragraphs.append(paragraph)

    def _rewrite(self, cursor: QTextCursor, index: int, paragraph: Paragraph) -> None:
        old = self._paragraphs[index]
        if old == paragraph:
            return
        before = self._paragraphs[index - 1] if index else None
        block = self.document().findBlockByNumber(index)
        cursor.setPosition(block.position())
        wanted = block_format(paragraph, before)
        if block.blockFormat() != wanted:
            cursor.setBlockFormat(wanted)
        same = 0
        if (old.heading, old.quote > 0) == (paragraph.heading, paragraph.quote > 0):
            same = _common(padded(old.spans), padded(paragraph.spans))
        text = "".join(span.text for span in padded(paragraph.spans))
        cursor.setPosition(block.position() + utf16_length(text[:same]))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if cursor.hasSelection():
            cursor.removeSelectedText()
        _insert(cursor, paragraph, same)
        self._paragraphs[index] = paragraph

    def _drop(self, cursor: QTextCursor, count: int) -> None:
        if count >= len(self._paragraphs):
            return
        last = self.document().findBlockByNumber(count - 1)
        cursor.setPosition(last.position() + last.length() - 1 if count else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        del self._paragraphs[count:]

    def _blocks_between(self, top: int, bottom: int) -> Iterator[tuple[int, QTextBlock]]:
        block = self.cursorForPosition(QPointF(0, top).toPoint()).block()
        layout = self.document().documentLayout()
        index = block.blockNumber()
        while block.isValid() and index < len(self._paragraphs):
            if layout.blockBoundingRect(block).top() > bottom:
                return
            yield index, block
            block = block.next()
            index += 1

    def _paint_bars(self, painter: QPainter, block: QTextBlock, paragraph: Paragraph) -> None:
        top, bottom = _edges(block)
        following = block.blockNumber() + 1
        if following < len(self._paragraphs) and self._paragraphs[following].quote:
            bottom = _edges(block.next())[0]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().border_strong))
        for level in range(paragraph.quote):
            left = float(QUOTE_INDENT * level)
            if right_to_left(paragraph.text):
                left = self.viewport().width() - left - 2
            painter.drawRect(QRectF(left, top, 2, bottom - top))

    def _paint_marker(self, painter: QPainter, layout: QTextLayout, paragraph: Paragraph) -> None:
        painter.setFont(ui_font(theme().text_px, tabular=True))
        painter.setPen(QColor(current().text_2))
        line = layout.lineAt(0)
        indent = INDENT * paragraph.depth + QUOTE_INDENT * paragraph.quote - MARKER_ROOM
        left = max(0, indent - QFontMetrics(painter.font()).horizontalAdvance(paragraph.marker))
        if right_to_left(paragraph.text):
            left = self.viewport().width() - indent
        # In a text that runs to the left the dot of a number stands at its left.
        number = paragraph.marker.rstrip(".")
        flipped = right_to_left(paragraph.text) and number.isdigit() and number != paragraph.marker
        marker = f".{number}" if flipped else paragraph.marker
        painter.drawText(QPointF(left, layout.position().y() + line.y() + line.ascent()), marker)

    def _selected_lines(self) -> Iterator[str]:
        selection = self.textCursor()
        start, end = selection.selectionStart(), selection.selectionEnd()
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            first = max(start, block.position())
            last = min(end, block.position() + block.length() - 1)
            paragraph = self._paragraphs[block.blockNumber()]
            whole_start = first == block.position() and paragraph.marker
            indent = "  " * (paragraph.depth - 1) + f"{paragraph.marker} " if whole_start else ""
            yield indent + _part(paragraph, first - block.position(), last - block.position())
            block = block.next()


def padded(spans: Sequence[Span]) -> list[Span]:
    """The spans with room around code."""
    result: list[Span] = []
    for span in spans:
        result.extend((PAD, span, PAD) if span.code else (span,))
    return result


def _part(paragraph: Paragraph, start: int, end: int) -> str:
    """The text between two places of a block, without the room around code."""
    pieces: list[str] = []
    position = 0
    for span in padded(paragraph.spans):
        units = span.text.encode("utf-16-le")
        if span is not PAD:
            pieces.append(
                units[2 * max(0, start - position) : 2 * max(0, end - position)].decode("utf-16-le", "replace")
            )
        position += len(units) // 2
    return "".join(pieces)


def _edges(block: QTextBlock) -> tuple[float, float]:
    """Where the lines of a block begin and end, the room that their fixed height gives them counted."""
    layout = block.layout()
    first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
    top = layout.position().y()
    return top + first.y() + first.height() - block.blockFormat().lineHeight(), top + last.y() + last.height()


def _insert(cursor: QTextCursor, paragraph: Paragraph, skip: int) -> None:
    """The paragraph's text from character `skip` on."""
    tokens = current()
    position = 0
    for span in padded(paragraph.spans):
        rest = span.text[max(0, skip - position) :]
        position += len(span.text)
        if rest:
            cursor.insertText(rest, char_format(tokens, style_of(span), paragraph.heading, quote=paragraph.quote > 0))


def _common(old: Sequence[Span], new: Sequence[Span]) -> int:
    """How many characters from the front are the same in text and style."""
    same = 0
    for one, other in zip(old, new, strict=False):
        if style_of(one) != style_of(other):
            return same
        if one.text == other.text:
            same += len(one.text)
            continue
        shorter = min(len(one.text), len(other.text))
        if one.text[:shorter] == other.text[:shorter]:
            return same + shorter
        return same + next(i for i in range(shorter) if one.text[i] != other.text[i])
    return same


def _paint_code_boxes(painter: QPainter, layout: QTextLayout, spans: Sequence[Span]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current().inset))
    start = 0
    for span in spans:
        end = start + utf16_length(span.text)
        if span.code:
            for box in _line_boxes(layout, start, end):
                painter.drawRoundedRect(box, 4, 4)
        start = end


def _line_boxes(layout: QTextLayout, start: int, end: int) -> Iterator[QRectF]:
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            left, right = sorted((_x(line, first), _x(line, last)))
            top = layout.position().y() + line.y() + (line.height() - scaled(CODE_BOX)) / 2 + RISE
            yield QRectF(layout.position().x() + left - PAD_PX, top, right - left + 2 * PAD_PX, scaled(CODE_BOX))


def _x(line: QTextLine, position: int) -> float:
    """Where a character stands; the result is a pair with the position, which Qt may have moved."""
    result = line.cursorToX(position)
    return float(result[0]) if isinstance(result, tuple) else 0.0
