"""A run of paragraphs in one text widget, so that a selection can span them. Changes touch only what is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextBlock, QTextCursor, QTextLayout, QTextLine
from PySide6.QtWidgets import QWidget

from app.ui.chat.directions import right_to_left
from app.ui.chat.formulas.pieces import FormulaObjects, Piece, lay_out, object_format, waits_for
from app.ui.chat.markdown import Block, Paragraph, Span
from app.ui.chat.markdown.model import DONE, LINE_BREAK, TODO
from app.ui.chat.text_formats import (
    INDENT,
    QUOTE_INDENT,
    RISE,
    block_format,
    char_format,
    scaled,
    utf16_length,
)
from app.ui.chat.text_view import TextView
from app.ui.theme import current, theme, ui_font

CODE_BOX = 20
MARKER_ROOM = 8
TASK_BOX = 13
PAD_PX = 5


class ProseView(TextView):
    """Paragraph number n is text block number n. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraphs: list[Paragraph] = []
        self._laid: list[list[Piece]] = []
        """Per paragraph, what stands in the document."""
        self._objects: FormulaObjects | None = None
        self._decorated = False
        """Whether anything is painted under the text."""

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """What is shown, one per text block."""
        return self._paragraphs

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
        self._decorated = self._decorated or any(
            paragraph.marker or paragraph.quote or any(span.code for span in paragraph.spans)
            for paragraph in paragraphs
        )

    def take_drawing(self, tex: str, *, display: bool) -> bool:
        """Put the picture of a formula in the place of its source; False when it is not in here."""
        found = [
            index
            for index, paragraph in enumerate(self._paragraphs)
            if waits_for(paragraph.spans, tex, display=display)
        ]
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for index in found:
            self._write(cursor, index, self._paragraphs[index], self._paragraphs[index])
        cursor.endEditBlock()
        if found:
            self._describe()
        return bool(found)

    def _describe(self) -> None:
        """A picture says nothing to a screen reader: the formulas stand in the description."""
        drawn = [piece.tex for pieces in self._laid for piece in pieces if piece.drawing is not None]
        self.setAccessibleDescription(self.tr("Formulas: {0}").format("; ".join(drawn)))

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        paragraphs, self._paragraphs, self._laid = self._paragraphs, [], []
        self.clear()
        self.set_paragraphs(0, paragraphs)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text with the markers of whole list items."""
        data = QMimeData()
        data.setText("\n".join(self._selected_lines()).replace(LINE_BREAK, "\n"))
        return data

    def blocks_between(self, start: int, end: int) -> Sequence[Block]:
        """The paragraphs between two places, the first and the last in part."""
        found: list[Block] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            first, last = max(start, block.position()), min(end, block.position() + block.length() - 1)
            paragraph = self._paragraphs[block.blockNumber()]
            spans = _sliced(self._laid[block.blockNumber()], first - block.position(), last - block.position())
            whole = first == block.position()
            found.append(
                replace(
                    paragraph,
                    spans=spans,
                    marker=paragraph.marker if whole else "",
                    heading=paragraph.heading if whole else 0,
                )
            )
            block = block.next()
        return found

    def paint_below(self, painter: QPainter, top: int, bottom: int) -> None:
        """Boxes of inline code, bars of quotes, markers of lists."""
        if not self._decorated:
            return
        for index, block in self._blocks_between(top, bottom):
            paragraph = self._paragraphs[index]
            layout = block.layout()
            if not layout.lineCount():
                continue
            if paragraph.quote:
                self._paint_bars(painter, block, paragraph)
            if paragraph.marker:
                self._paint_marker(painter, layout, paragraph)
            pieces = self._laid[index]
            if len(pieces) > 1 and any(piece.boxed for piece in pieces):
                _paint_code_boxes(painter, layout, pieces)

    def _append(self, cursor: QTextCursor, paragraph: Paragraph) -> None:
        before = self._paragraphs[-1] if self._paragraphs else None
        cursor.movePosition(QTextCursor.MoveOperation.End)
        plain = char_format(current(), Span(""), paragraph.heading, quote=paragraph.quote > 0)
        if before is None:
            cursor.setBlockFormat(block_format(paragraph, before))
            cursor.setBlockCharFormat(plain)
        else:
            cursor.insertBlock(block_format(paragraph, before), plain)
        pieces = lay_out(paragraph.spans)
        self._insert(cursor, paragraph, pieces, 0)
        self._paragraphs.append(paragraph)
        self._laid.append(pieces)

    def _rewrite(self, cursor: QTextCursor, index: int, paragraph: Paragraph) -> None:
        old = self._paragraphs[index]
        if old != paragraph:
            self._write(cursor, index, old, paragraph)
            self._paragraphs[index] = paragraph

    def _write(self, cursor: QTextCursor, index: int, old: Paragraph, paragraph: Paragraph) -> None:
        before = self._paragraphs[index - 1] if index else None
        block = self.document().findBlockByNumber(index)
        cursor.setPosition(block.position())
        wanted = block_format(paragraph, before)
        if block.blockFormat() != wanted:
            cursor.setBlockFormat(wanted)
        pieces, same = lay_out(paragraph.spans), 0
        if (old.heading, old.quote > 0) == (paragraph.heading, paragraph.quote > 0):
            same = _common(self._laid[index], pieces)
        text = "".join(piece.text for piece in pieces)
        cursor.setPosition(block.position() + utf16_length(text[:same]))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if cursor.hasSelection():
            cursor.removeSelectedText()
        self._insert(cursor, paragraph, pieces, same)
        self._laid[index] = pieces

    def _insert(self, cursor: QTextCursor, paragraph: Paragraph, pieces: Sequence[Piece], skip: int) -> None:
        """The paragraph's pieces from character `skip` on."""
        tokens = current()
        position = 0
        for piece in pieces:
            rest = piece.text[max(0, skip - position) :]
            position += len(piece.text)
            if not rest:
                continue
            style = char_format(tokens, piece.style, paragraph.heading, quote=paragraph.quote > 0)
            if piece.drawing is not None:
                self._objects = self._objects or FormulaObjects(self.document())
                style = object_format(style, piece.drawing)
            cursor.insertText(rest, style)

    def _drop(self, cursor: QTextCursor, count: int) -> None:
        if count >= len(self._paragraphs):
            return
        last = self.document().findBlockByNumber(count - 1)
        cursor.setPosition(last.position() + last.length() - 1 if count else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        del self._paragraphs[count:]
        del self._laid[count:]

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
        if paragraph.marker in (TODO, DONE):
            _paint_task(painter, layout, line, paragraph, self.viewport().width())
            return
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
            yield indent + _part(self._laid[block.blockNumber()], first - block.position(), last - block.position())
            block = block.next()


def _part(pieces: Sequence[Piece], start: int, end: int) -> str:
    """What is copied of the text between two places of a block; a formula is copied whole."""
    parts: list[str] = []
    position = 0
    for piece in pieces:
        units = piece.text.encode("utf-16-le", "surrogatepass")
        first, last = max(0, start - position), max(0, end - position)
        if piece.drawing is not None:
            parts.append(piece.copied if first == 0 < last else "")
        elif piece.copied:
            parts.append(units[2 * first : 2 * last].decode("utf-16-le", "replace"))
        position += len(units) // 2
    return "".join(parts)


def _sliced(pieces: Sequence[Piece], start: int, end: int) -> tuple[Span, ...]:
    """The spans between two places of a block; a formula is taken whole."""
    found: list[Span] = []
    position = 0
    for piece in pieces:
        text = _part([piece], start - position, end - position)
        position += utf16_length(piece.text)
        if text:
            found.append(replace(piece.style, text=text, tex=piece.tex if text == piece.copied else ""))
    return tuple(found)


def _edges(block: QTextBlock) -> tuple[float, float]:
    """Where the lines of a block begin and end, the room that their fixed height gives them counted."""
    layout = block.layout()
    first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
    top = layout.position().y()
    return top + first.y() + first.height() - block.blockFormat().lineHeight(), top + last.y() + last.height()


def _common(old: Sequence[Piece], new: Sequence[Piece]) -> int:
    """How many characters from the front are the same in text and style."""
    same = 0
    for one, other in zip(old, new, strict=False):
        if one.style != other.style or one.drawing is not other.drawing:
            return same
        if one.text == other.text:
            same += len(one.text)
            continue
        shorter = min(len(one.text), len(other.text))
        if one.text[:shorter] == other.text[:shorter]:
            return same + shorter
        return same + next(i for i in range(shorter) if one.text[i] != other.text[i])
    return same


def _paint_code_boxes(painter: QPainter, layout: QTextLayout, pieces: Sequence[Piece]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current().inset))
    start = 0
    for piece in pieces:
        end = start + utf16_length(piece.text)
        if piece.boxed:
            for box in _line_boxes(layout, start, end):
                painter.drawRoundedRect(box, 4, 4)
        start = end


def _paint_task(painter: QPainter, layout: QTextLayout, line: QTextLine, paragraph: Paragraph, width: int) -> None:
    """The box of a task, with a tick in it when it is done."""
    tokens, side = current(), scaled(TASK_BOX)
    left = INDENT * paragraph.depth + QUOTE_INDENT * paragraph.quote - MARKER_ROOM - side + 2
    if right_to_left(paragraph.text):
        left = width - left - side
    middle = layout.position().y() + line.y() + line.ascent() - QFontMetrics(painter.font()).capHeight() / 2
    box = QRectF(left + 0.5, round(middle - side / 2) + 0.5, side, side)
    done = paragraph.marker == DONE
    painter.setPen(QPen(QColor(tokens.accent if done else tokens.text_3), 1.25))
    painter.setBrush(QColor(tokens.accent) if done else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if done:
        painter.setPen(QPen(QColor(tokens.on_accent), 1.75))
        places = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))
        painter.drawPolyline([QPointF(box.left() + x * side, box.top() + y * side) for x, y in places])


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
