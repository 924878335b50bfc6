"""What an answer says: Markdown blocks as a column of widgets, of which only those that changed are touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.rich.drawing import Wanted
from app.ui.chat.code_block import CodeBlock
from app.ui.chat.formula_view import FormulaView
from app.ui.chat.formulas.painter import formulas
from app.ui.chat.markdown import (
    KEPT_CHARS,
    Block,
    Code,
    Formula,
    MarkdownStream,
    Paragraph,
    Picture,
    Rule,
    Table,
    rendered,
)
from app.ui.chat.picture_card import PictureCard
from app.ui.chat.prose import ProseView
from app.ui.chat.table_view import TableView
from app.ui.chat.text_formats import HEADING_GAP, INDENT, PARAGRAPH_GAP
from app.ui.chat.text_view import TextView
from app.ui.theme import current


class RuleLine(QWidget):
    """A thematic break."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line of a pixel."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(current().border))


Part = ProseView | CodeBlock | TableView | FormulaView | PictureCard | RuleLine


@dataclass(slots=True)
class _Segment:
    """One widget and the blocks that it shows."""

    first: int
    blocks: list[Block]
    widget: Part
    height: int = -1
    """At today's width; -1 when it has to be measured."""


class MessageBody(QWidget):
    """The blocks of one Markdown text that may still grow. Lives in the GUI thread.

    Signals:
        height_changed(): A part has another height; the row has to be measured again.
        link_chosen(address: str, text: str): A link was activated.
    """

    height_changed = Signal()
    link_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.owner = ""
        """The message that it belongs to: pictures that were shown in that are shown again."""
        self._text = ""
        self._stream = MarkdownStream()
        self._finished = False
        self._caret = False
        self._caret_view: TextView | None = None
        self._width = -1
        self._segments: list[_Segment] = []
        self._name = ""
        self._has_formulas = False

    @property
    def truncated(self) -> bool:
        """Whether the text is longer than what is shown."""
        return self._stream.truncated

    def set_text(self, text: str, *, finished: bool, name: str) -> None:
        """Show a text. When it goes on from the one before, only what is new costs anything."""
        self._name = name
        if not text.startswith(self._text) or (self._finished and (not finished or text != self._text)):
            self._stream, self._text, self._finished = MarkdownStream(), "", False
            self._truncate(0)
        if finished and not self._text and len(text) <= KEPT_CHARS:
            self._stream, self._text, self._finished = rendered(text), text, True
            self._show_from(0)
            self._place_caret()
            return
        first = self._stream.feed(text[len(self._text) :])
        self._text = text
        if finished and not self._finished:
            first = min(first, self._stream.finish())
            self._finished = True
        self._show_from(first)
        self._place_caret()

    def set_caret(self, *, shown: bool) -> None:
        """Mark the end of a running answer."""
        self._caret = shown
        self._place_caret()

    def body_height(self, width: int) -> int:
        """Lay out at a width; returns the height. Parts above the first that changed stay where they are."""
        if width != self._width:
            self._width = width
            self._measure_again()
        top, moved = 0, False
        for index, segment in enumerate(self._segments):
            top += self._gap(index)
            left = INDENT * _depth(segment)
            inner = max(80, width - left)
            if segment.height < 0:
                segment.height, moved = _measure(segment.widget, inner), True
            if not moved:
                top += segment.height
                continue
            if isinstance(segment.widget, ProseView):
                segment.widget.place_text(left, top, inner, segment.height)
            elif isinstance(segment.widget, TableView):
                # Qt draws the outer line of a table a pixel to the right of its place and one above.
                segment.widget.setGeometry(left - 1, top + 1, inner, segment.height)
            else:
                segment.widget.setGeometry(left, top, inner, segment.height)
            top += segment.height
        return top

    def restyle(self) -> None:
        """Take over today's theme."""
        for segment in self._segments:
            if isinstance(segment.widget, RuleLine):
                segment.widget.update()
            else:
                segment.widget.restyle()
        self._measure_again()

    @Slot()
    def _part_changed(self) -> None:
        """A code block was wrapped or unwrapped, a picture shown or hidden."""
        self._measure_again()
        self.height_changed.emit()

    @Slot(object)
    def _take_drawing(self, wanted: Wanted) -> None:
        """A formula was drawn; perhaps it is one of ours."""
        changed = False
        for segment in self._segments:
            widget = segment.widget
            if isinstance(widget, ProseView | TableView | FormulaView) and widget.take_drawing(
                wanted.tex, display=wanted.display
            ):
                segment.height, changed = -1, True
        if changed:
            self.height_changed.emit()

    def _measure_again(self) -> None:
        for segment in self._segments:
            segment.height = -1

    def _show_from(self, first: int) -> None:
        """Bring the widgets up to date from block `first` on."""
        blocks = self._stream.blocks
        kept = len(self._segments)
        while kept and self._segments[kept - 1].first >= first:
            kept -= 1
        start = self._segments[kept - 1].first if kept else 0
        index = max(kept - 1, 0)
        for number, group in _groups(blocks, start):
            same_kind = index < len(self._segments) and type(self._segments[index].widget) is _widget_type(group[0])
            if not same_kind:
                self._truncate(index)
                self._segments.append(_Segment(number, [], self._make(group[0])))
            self._fill(self._segments[index], number, group)
            index += 1
        self._truncate(index)

    def _fill(self, segment: _Segment, first: int, blocks: list[Block]) -> None:
        same = 0
        for one, other in zip(segment.blocks, blocks, strict=False):
            if one is not other:
                break
            same += 1
        segment.first = first
        if same == len(blocks) == len(segment.blocks):
            return
        segment.blocks, segment.height = blocks, -1
        widget = segment.widget
        if isinstance(widget, ProseView):
            widget.setAccessibleName(self._name)
            widget.set_paragraphs(same, cast("list[Paragraph]", blocks[same:]))
        elif isinstance(widget, CodeBlock) and isinstance(blocks[0], Code):
            widget.set_code(blocks[0])
        elif isinstance(widget, TableView) and isinstance(blocks[0], Table):
            widget.set_table(blocks[0])
        elif isinstance(widget, FormulaView) and isinstance(blocks[0], Formula):
            widget.set_formula(blocks[0])
        elif isinstance(widget, PictureCard) and isinstance(blocks[0], Picture):
            widget.set_picture(blocks[0], self.owner)
        if not self._has_formulas and any(map(_has_formula, blocks)):
            self._has_formulas = True
            formulas().drawn.connect(self._take_drawing)

    def _make(self, block: Block) -> Part:
        widget = _widget_type(block)(self)
        if isinstance(widget, CodeBlock | PictureCard):
            widget.height_changed.connect(self._part_changed)
        elif isinstance(widget, TextView):
            widget.link_chosen.connect(self.link_chosen)
        widget.show()
        return widget

    def _truncate(self, count: int) -> None:
        for segment in self._segments[count:]:
            if self._caret_view is not None and self._caret_view is _text_of(segment.widget):
                self._caret_view = None
            segment.widget.hide()
            segment.widget.deleteLater()
        del self._segments[count:]

    def _gap(self, index: int) -> int:
        if index == 0:
            return 0
        block = self._segments[index].blocks[0]
        return HEADING_GAP if isinstance(block, Paragraph) and block.heading else PARAGRAPH_GAP

    def _place_caret(self) -> None:
        view = _text_of(self._segments[-1].widget) if self._caret and self._segments else None
        if view is not self._caret_view:
            if self._caret_view is not None:
                self._caret_view.set_caret(shown=False)
            self._caret_view = view
            if view is not None:
                view.set_caret(shown=True)


def _groups(blocks: list[Block], start: int) -> Iterator[tuple[int, list[Block]]]:
    """The blocks from `start` on, neighbouring paragraphs together, with the index of the first of each group."""
    index = start
    while index < len(blocks):
        end = index + 1
        while isinstance(blocks[index], Paragraph) and end < len(blocks) and isinstance(blocks[end], Paragraph):
            end += 1
        yield index, blocks[index:end]
        index = end


def _widget_type(block: Block) -> type[Part]:
    if isinstance(block, Paragraph):
        return ProseView
    if isinstance(block, Code):
        return CodeBlock
    if isinstance(block, Table):
        return TableView
    if isinstance(block, Formula):
        return FormulaView
    if isinstance(block, Picture):
        return PictureCard
    assert isinstance(block, Rule)  # noqa: S101 - the union has no other member
    return RuleLine


def _depth(segment: _Segment) -> int:
    block = segment.blocks[0]
    return block.depth if isinstance(block, Code | Table | Formula | Picture) else 0


def _measure(widget: Part, width: int) -> int:
    if isinstance(widget, RuleLine):
        return 1
    if isinstance(widget, PictureCard):
        return widget.card_height(width)
    return widget.block_height(width) if isinstance(widget, CodeBlock) else widget.text_height(width)


def _text_of(widget: Part) -> TextView | None:
    """Where the caret of a running answer can stand."""
    if isinstance(widget, CodeBlock):
        return widget.text_view
    return widget if isinstance(widget, ProseView) else None


def _has_formula(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(span.tex for span in block.spans)
    if isinstance(block, Table):
        return any(span.tex for row in block.rows for cell in row for span in cell.spans)
    return isinstance(block, Formula)
