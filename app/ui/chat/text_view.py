"""Text that can be read, selected and heard: the base of prose, code, tables and bubbles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QWidget

from app.ui.chat.link_model import other_site
from app.ui.chat.markdown import Block, Paragraph, Span
from app.ui.chat.markdown.model import LINE_BREAK
from app.ui.chat.markdown.write import as_markdown
from app.ui.chat.text_formats import RISE
from app.ui.theme import current
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.menu import make_menu

TOOLTIP_CHARS = 200
OVERHANG = 4
"""So far, what is painted under a line may reach beyond it."""
CARET_WIDTH = 8
CARET_HEIGHT = 17
SCROLL_BAR = 10
"""The height of a horizontal scroll bar."""


class SelectionArea(Protocol):
    """What spans a selection over several texts."""

    @property
    def selection(self) -> object | None:
        """What is selected, when it spans more than one text."""
        ...

    def press(self, view: TextView, place: QPoint, *, extend: bool) -> bool:
        """The mouse went down; True when that was for several texts."""
        ...

    def drag(self, view: TextView) -> bool:
        """The mouse moves with its button down; True when it has left this text."""
        ...

    def release(self) -> None:
        """The button went up."""
        ...

    def select_everything(self) -> None:
        """Select all that is said."""
        ...

    def copy(self, *, markdown: bool = True) -> bool:
        """Copy what is selected over several texts; False when nothing is."""
        ...

    def copy_chosen(self) -> None:
        """Copy what is selected, wherever that is."""
        ...

    def chosen_in(self, index: int) -> str:
        """What is selected in one message, as Markdown."""
        ...

    def quote(self, view: TextView) -> None:
        """What is selected, over several texts or in this one, belongs into the composer."""
        ...


class SelectionHost:
    """A widget over texts whose selections may span several of them."""

    area: SelectionArea | None = None


class TextView(QTextBrowser):
    """A read-only document that is as tall as its text; it loads nothing, and scrolling is its list's work. GUI thread.

    Signals:
        link_chosen(address: str, text: str): A link was activated; whoever shows the text asks before it opens.
    """

    link_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caret = False
        """Whether the block that marks the end of a running answer is shown."""
        self.held = False
        """Whether a selection over several texts marks something in here."""
        self._width = COLUMN_WIDTH
        self._link = ""
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

    def blocks_between(self, start: int, end: int) -> Sequence[Block]:
        """What stands between two places, as blocks."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return [Paragraph((Span(cursor.selection().toPlainText().replace("\n", LINE_BREAK)),))]

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
            self.copy_chosen()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._select_more()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A selection stays only while its text or its context menu has the focus; in a list, the list decides."""
        super().focusOutEvent(event)
        if self._area() is None and event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.drop_selection()

    def drop_selection(self) -> None:
        """Nothing is selected in here any more."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def chosen(self) -> str:
        """What is selected in here, as Markdown."""
        cursor = self.textCursor()
        return as_markdown(self.blocks_between(cursor.selectionStart(), cursor.selectionEnd()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A selection begins here, or with Shift one of several texts ends here."""
        area = self._area()
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        left = event.button() is Qt.MouseButton.LeftButton
        if area is None or not left or not area.press(self, event.position().toPoint(), extend=extend):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A selection that leaves this text goes on in the next."""
        area = self._area() if event.buttons() & Qt.MouseButton.LeftButton else None
        if area is None or not area.drag(self):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The selection stands."""
        area = self._area()
        if area is not None:
            area.release()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy as text or Markdown, or the address of a link."""
        area = self._area()
        wide = area is not None and area.selection is not None
        chosen = wide or self.textCursor().hasSelection()
        self._link = self.anchorAt(event.pos())
        menu = make_menu(self)
        menu.addAction(self.tr("Copy as text"), self._copy_as_text).setEnabled(chosen)
        menu.addAction(self.tr("Copy as Markdown"), self._copy_as_markdown).setEnabled(chosen)
        if self._link:
            menu.addAction(self.tr("Copy the link's address"), self._copy_link)
        self.add_actions(menu)
        if area is not None:
            words = QCoreApplication.translate("MessageMenu", "Quote in the composer")
            menu.addAction(words, self._quote).setEnabled(chosen)
        menu.addSeparator()
        menu.addAction(self.tr("Select all"), self._select_more)
        menu.popup(event.globalPos())

    def add_actions(self, menu: QMenu) -> None:
        """For subclasses: what else can be copied."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """What lies under the text, the text, the caret."""
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_below(painter, event.rect().top() - OVERHANG, event.rect().bottom() + OVERHANG)
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

    def _area(self) -> SelectionArea | None:
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, SelectionHost):
                return parent.area
            parent = parent.parentWidget()
        return None

    def copy_chosen(self) -> None:
        """Within one text as it is read: who selects a command wants no marks around it. With Markdown beside it for
        those who can take it.
        """
        area, cursor = self._area(), self.textCursor()
        if (area is not None and area.copy()) or not cursor.hasSelection():
            return
        data = self.createMimeDataFromSelection()
        data.setData("text/markdown", self.chosen().encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(data)

    @Slot()
    def _copy_as_text(self) -> None:
        area = self._area()
        if area is None or not area.copy(markdown=False):
            QGuiApplication.clipboard().setMimeData(self.createMimeDataFromSelection())

    @Slot()
    def _copy_as_markdown(self) -> None:
        area, cursor = self._area(), self.textCursor()
        if (area is not None and area.copy()) or not cursor.hasSelection():
            return
        markdown = self.chosen()
        data = QMimeData()
        data.setText(markdown)
        data.setData("text/markdown", markdown.encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(data)

    @Slot()
    def _quote(self) -> None:
        area = self._area()
        if area is not None:
            area.quote(self)

    @Slot()
    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self._link)

    @Slot()
    def _select_more(self) -> None:
        """This text; when it is selected already, everything."""
        area, cursor = self._area(), self.textCursor()
        whole = cursor.selectionEnd() - cursor.selectionStart() >= self.document().characterCount() - 1
        if area is not None and whole:
            area.select_everything()
        else:
            self.selectAll()

    @Slot(QUrl)
    def _choose(self, target: QUrl) -> None:
        # Decoded, an address with a space in it would be none any more.
        self.link_chosen.emit(target.toString(QUrl.ComponentFormattingOption.FullyEncoded), self._text_of(target))

    def _text_of(self, target: QUrl) -> str:
        """How a link is shown; where several lead there, one that names another site, if there is one."""
        texts, last, block = [""], "", self.document().begin()
        while block.isValid():
            step = block.begin()
            while not step.atEnd():
                piece = step.fragment()
                href = piece.charFormat().anchorHref()
                if href and QUrl(href) == target:
                    texts[-1:] = [texts[-1] + piece.text()] if href == last else [texts[-1], piece.text()]
                last = href
                step += 1
            last, block = "", block.next()
        return next(
            (text for text in texts if other_site(text, target.host(QUrl.ComponentFormattingOption.FullyEncoded))),
            texts[-1],
        )

    @Slot(QUrl)
    def _name_target(self, target: QUrl) -> None:
        address = bytes(target.toEncoded().data()).decode("ascii", "replace")
        self.viewport().setToolTip(address if len(address) <= TOOLTIP_CHARS else f"{address[:TOOLTIP_CHARS]}…")
