"""Pictures on paper: formulas as lines, other pictures with all the points that they have. Nothing is loaded."""

from __future__ import annotations

import base64
import binascii
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPyTextObject, QTextDocument, QTextFormat

from app.rich.drawing import UNITS
from app.ui.printing.outlines import paint_outlines
from app.ui.printing.paper import FORMULA, Picture

MAX_WIDTH = 640
"""Pixels that a picture takes on paper."""
MAX_HEIGHT = 900
KEPT = 4


class PrintedPictures(QPyTextObject):
    """Measures and paints all pictures of one document. Lives in the printing process's only thread."""

    def __init__(self, document: QTextDocument, formulas: Sequence[Picture], ink: str) -> None:
        super().__init__(document)
        self._formulas = formulas
        self._ink = ink
        self._default = document.defaultFont()
        self._read: OrderedDict[str, QImage] = OrderedDict()
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)

    def intrinsicSize(self, doc: QTextDocument, position: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """Formulas as tall above the middle of small letters as below it, so that their line of writing fits."""
        formula = self._formula(format)
        if formula is None:
            return _fitting(self._image(format))
        em, scale = self._em(format), self._scale(format, formula)
        if formula.alone:
            return QSizeF(formula.width * em * scale, formula.height * em * scale)
        middle = self._middle(format)
        above = (formula.height - formula.depth) * em * scale - middle
        below = formula.depth * em * scale + middle
        return QSizeF(formula.width * em * scale, 2 * max(above, below))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """A formula stands on the line of writing, another picture fills its room."""
        formula, box = self._formula(format), QRectF(rect)
        if formula is None:
            image = self._image(format)
            if not image.isNull():
                painter.drawImage(box, image)
            return
        em = self._em(format) * self._scale(format, formula)
        if not formula.alone:
            above = (formula.height - formula.depth) * em
            box.setTop(box.center().y() + self._middle(format) - above)
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(em / UNITS, em / UNITS)
        paint_outlines(painter, formula.svg, QColor(self._ink))
        painter.restore()

    def _formula(self, style: QTextFormat) -> Picture | None:
        name = style.toImageFormat().name()
        number = name.removeprefix(FORMULA)
        known = name.startswith(FORMULA) and number.isdecimal() and int(number) < len(self._formulas)
        return self._formulas[int(number)] if known else None

    def _scale(self, style: QTextFormat, formula: Picture) -> float:
        """Less than 1 for what would not fit on the paper."""
        em = self._em(style)
        return min(1.0, MAX_WIDTH / (formula.width * em), MAX_HEIGHT / (formula.height * em))

    def _em(self, style: QTextFormat) -> int:
        return max(1, self._font(style).pixelSize())

    def _middle(self, style: QTextFormat) -> float:
        return QFontMetricsF(self._font(style)).xHeight() / 2

    def _font(self, style: QTextFormat) -> QFont:
        return style.toCharFormat().font().resolve(self._default)

    def _image(self, style: QTextFormat) -> QImage:
        """Only what the page carries itself; the last ones are kept, since each is asked for several times."""
        name = style.toImageFormat().name()
        if name not in self._read:
            self._read[name] = _decoded(name)
            if len(self._read) > KEPT:
                self._read.popitem(last=False)
        return self._read[name]


def _decoded(address: str) -> QImage:
    if not address.startswith("data:image/"):
        return QImage()
    try:
        data = base64.b64decode(address.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return QImage()
    return QImage.fromData(data)


def _fitting(image: QImage) -> QSizeF:
    if image.isNull():
        return QSizeF(0, 0)
    scale = min(1.0, MAX_WIDTH / image.width(), MAX_HEIGHT / image.height())
    return QSizeF(image.width() * scale, image.height() * scale)
