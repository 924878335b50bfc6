"""Spans as they stand in a document: room around code, pictures in the place of drawn formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPixmap,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from app.rich.drawing import Drawing
from app.ui.chat.formulas.painter import formulas
from app.ui.chat.markdown import Span
from app.ui.theme import theme

OBJECT = "\ufffc"
"""What stands in a document for a picture."""
PAD = "\u202f\u202f"
"""Room at both ends of inline code, where its box has its rounded ends; it is not copied."""
KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_DRAWING = QTextFormat.Property.UserProperty.value + 1
MAX_PX = 8_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document in one style."""

    text: str
    """As it stands in the document."""
    style: Span
    copied: str
    """As it is copied."""
    drawing: Drawing | None = None
    tex: str = ""

    @property
    def boxed(self) -> bool:
        """Whether it is code in its box."""
        return self.style.code and self.drawing is None and bool(self.copied)


def lay_out(spans: Sequence[Span], *, pads: bool = True) -> list[Piece]:
    """The pieces of a paragraph or cell. Formulas that were not drawn yet are asked for, and stand as their source."""
    result: list[Piece] = []
    for span in spans:
        drawing = formulas().known(span.tex, display=span.display) if span.tex else None
        if drawing is not None:
            style = replace(span.style, code=False)
            result.append(Piece(OBJECT, style, span.text, drawing, span.tex))
            continue
        piece = Piece(span.text, span.style, span.text, None, span.tex)
        if span.code and pads:
            pad = Piece(PAD, Span(""), "")
            result.extend((pad, piece, pad))
        else:
            result.append(piece)
    return result


def waits_for(spans: Sequence[Span], tex: str, *, display: bool) -> bool:
    """Whether one of the spans is this formula."""
    return any(span.tex == tex and span.display == display for span in spans)


def object_format(style: QTextCharFormat, drawing: Drawing, *, alone: bool = False) -> QTextCharFormat:
    """How a picture stands in text of a style, or alone."""
    result = QTextCharFormat(style)
    result.setObjectType(KIND)
    result.setProperty(_DRAWING, drawing)
    # Qt knows no depth below the line for an object, but it can put the middle of one at the middle of small letters.
    if not alone:
        result.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return result


class FormulaObjects(QPyTextObject):
    """Measures and paints the pictures of one document. Lives in the GUI thread."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        document.documentLayout().registerHandler(KIND, self)

    def intrinsicSize(self, doc: QTextDocument, position: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """As tall above the middle of small letters as below it, so that the picture's own line of writing fits."""
        drawing = _drawing(format)
        if drawing is None:
            return QSizeF(0, 0)
        em, middle = theme().text_px, _middle(format)
        if _alone(format):
            return QSizeF(min(MAX_PX, drawing.width * em), min(MAX_PX, drawing.height * em))
        above = drawing.ascent * em - middle
        below = (drawing.height - drawing.ascent) * em + middle
        return QSizeF(min(MAX_PX, drawing.width * em), min(MAX_PX, 2 * max(above, below)))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """The picture at the screen's scale, in the colour of the text."""
        drawing = _drawing(format)
        if drawing is None:
            return
        em = theme().text_px
        box = QRectF(rect)
        top = box.top() if _alone(format) else box.center().y() + _middle(format) - drawing.ascent * em
        color = format.toCharFormat().foreground().color().name()
        scale = painter.device().devicePixelRatio()
        picture = picture_of(drawing, color, em, scale)
        painter.drawPixmap(QRectF(box.left(), top, drawing.width * em, drawing.height * em).topLeft(), picture)


@lru_cache(maxsize=256)
def picture_of(drawing: Drawing, color: str, em: int, scale: float) -> QPixmap:
    """A drawing as pixels."""
    from PySide6.QtSvg import QSvgRenderer

    width, height = (min(MAX_PX, math.ceil(ems * em * scale)) for ems in (drawing.width, drawing.height))
    picture = QPixmap(max(1, width), max(1, height))
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        box = QRectF(0, 0, drawing.width * em * scale, drawing.height * em * scale)
        QSvgRenderer(QByteArray(drawing.colored(color).encode())).render(painter, box)
    picture.setDevicePixelRatio(scale)
    return picture


def _middle(style: QTextFormat) -> int:
    return QFontMetrics(style.toCharFormat().font()).xHeight() // 2


def _alone(style: QTextFormat) -> bool:
    return style.toCharFormat().verticalAlignment() != QTextCharFormat.VerticalAlignment.AlignMiddle


def _drawing(style: QTextFormat) -> Drawing | None:
    found = style.property(_DRAWING)
    return found if isinstance(found, Drawing) else None
