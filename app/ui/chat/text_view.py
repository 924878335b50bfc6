"""Text that can be read, selected and heard: the base of prose, code, tables and bubbles."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QMimeData, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.ui.chat.text_formats import RISE
from app.ui.theme import current
from app.ui.theme.tokens import COLUMN_WIDTH

CARET_WIDTH = 8
CARET_HEIGHT = 17
SCROLL_BAR = 10
"""The height of a horizontal scroll bar."""


class TextView(QTextBrowser):
    """A read-only document that is as tall as its text; it loads nothing, and scrolling is its list's work. GUI thread.

    Signals:
        link_chosen(address: str): A link was activated; whoever shows the text asks before it opens.
    """

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caret = False
        """Whether the block that marks the end of a running answer is shown."""
        self._width = COLUMN_WIDTH
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        # Without a width the first text would be laid out in a few pixels, which takes seconds for a long one.
        self.setLineWrapColumnOrWidth(self._width)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._choose)
        self.highlighted.connect(self._name_target)

    def text_height(self, width: int) -> int:
        """How tall the text is at a width; laid out again only when the width is another."""
        if width != self._width:
            self._width = width
            self.setLineWrapColumnOrWidth(width)
        return math.ceil(self.document().size().height())

    def set_caret(self, *, shown: bool) -> None:
        """Show or hide the block at the end."""
        if shown != self.caret:
            self.caret = shown
            self.viewport().update()

    def place_text(self, left: int, top: int, width: int, height: int) -> None:
        """Stand where the text shall be seen."""
        self.setGeometry(left, top - RISE, width, height + RISE)

    def end_cursor(self) -> QTextCursor:
        """A cursor behind the last character; it does not touch the selection."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing that a text names is ever loaded."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """Selected text goes to the clipboard as plain text."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The list scrolls, not this."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and select all are for the text; every other key is for the list."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A selection stays only while its text or its context menu has the focus."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            cursor = self.textCursor()
            if cursor.hasSelection():
                cursor.clearSelection()
                self.setTextCursor(cursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What lies under the text, the text, the caret."""
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_below(painter, event.rect().top(), event.rect().bottom())
        super().paintEvent(event)
        if self.caret:
            self._paint_caret()

    def paint_below(self, painter: QPainter, top: int, bottom: int) -> None:
        """For subclasses: paint under the text, between two heights of the viewport."""

    def _paint_caret(self) -> None:
        place = self.cursorRect(self.end_cursor())
        left = min(place.left() + 3, self.viewport().width() - CARET_WIDTH)
        box = QRectF(left, place.center().y() - CARET_HEIGHT / 2 + 1, CARET_WIDTH, CARET_HEIGHT)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().accent))
            painter.drawRoundedRect(box, 2, 2)

    @Slot(QUrl)
    def _choose(self, target: QUrl) -> None:
        self.link_chosen.emit(target.toString())

    @Slot(QUrl)
    def _name_target(self, target: QUrl) -> None:
        self.viewport().setToolTip(target.toDisplayString())
