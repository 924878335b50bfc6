"""A formula that stands alone: its picture in the middle, or its source until that is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.rich.drawing import expected_lines
from app.ui.chat.formulas.painter import formulas
from app.ui.chat.formulas.pieces import OBJECT, FormulaObjects, object_format
from app.ui.chat.markdown import Block, Formula, Span
from app.ui.chat.text_formats import LINE, char_format, scaled
from app.ui.chat.text_view import SCROLL_BAR, TextView
from app.ui.theme import current, theme

ROOM = 4
"""Above and below a picture."""


class FormulaView(TextView):
    """One formula. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula = Formula("", "")
        self._objects: FormulaObjects | None = None
        self.drawn = False
        """Whether the picture is shown, not the source."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_formula(self, formula: Formula) -> None:
        """Show a later state of the formula; it is drawn when it is complete."""
        if formula == self._formula:
            return
        self._formula = formula
        self.setAccessibleName(self.tr("Formula, {0}").format(formula.tex))
        self._write()

    def take_drawing(self, tex: str, *, display: bool) -> bool:
        """Show the picture when it is of this formula."""
        if self.drawn or not display or not self._formula.closed or tex != self._formula.tex:
            return False
        self._write()
        return self.drawn

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        self._write()

    def text_height(self, width: int) -> int:
        """How tall it is; room for the picture is kept while it is not there."""
        height = super().text_height(width)
        if self.drawn:
            wide = math.ceil(self.document().size().width()) > width
            return height + 2 * ROOM + (SCROLL_BAR if wide else 0)
        return max(height, round(expected_lines(self._formula.tex) * scaled(LINE)) + 2 * ROOM)

    def blocks_between(self, start: int, end: int) -> Sequence[Block]:
        """The formula, whole."""
        return [self._formula]

    def createMimeDataFromSelection(self) -> QMimeData:
        """The source, whole: half a picture has none."""
        if not self.drawn:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(self._formula.source)
        return data

    def _write(self) -> None:
        drawing = formulas().known(self._formula.tex, display=True) if self._formula.closed else None
        self.drawn = drawing is not None
        self.clear()
        self.document().setDocumentMargin(0)
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        if drawing is None:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            block.setLineHeight(scaled(LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor.setBlockFormat(block)
            cursor.insertText(self._formula.source, char_format(current(), Span("", code=True)))
            return
        self._objects = self._objects or FormulaObjects(self.document())
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        block.setTopMargin(ROOM)
        cursor.setBlockFormat(block)
        cursor.insertText(OBJECT, object_format(char_format(current(), Span("")), drawing, alone=True))
        wide = drawing.width * theme().text_px > self._width > 0
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap if wide else QTextOption.WrapMode.WordWrap)
