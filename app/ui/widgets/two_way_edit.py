"""A field of plain text whose paragraphs stand at the side where they begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPaintEvent, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class TwoWayEdit(QPlainTextEdit):
    """Paragraphs that run to the left stand at the right. Lives in the GUI thread.

    Qt's layout of plain text has one alignment for all paragraphs, and takes it over whenever it lays one out. The
    place of a line is worked out from it only when it is asked for, so it is enough to set it before that.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._align_seen)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Another width lays out everything again, here."""
        self._align_seen()
        super().paintEvent(event)

    @Slot()
    def _align_seen(self) -> None:
        block, bottom = self.firstVisibleBlock(), self.viewport().height()
        top = self.contentOffset().y()
        while block.isValid() and top <= bottom:
            top += self.blockBoundingRect(block).height()
            _align(block)
            block = block.next()


def _align(block: QTextBlock) -> None:
    layout = block.layout()
    option = layout.textOption()
    left = block.textDirection() is Qt.LayoutDirection.RightToLeft
    wanted = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
    if option.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask != wanted:
        option.setAlignment(wanted)
        layout.setTextOption(option)
