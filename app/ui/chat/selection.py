"""Selecting across texts and messages with the mouse, and copying it in order, with who said what."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.chat.copying import quoted
from app.ui.chat.find_marks import text_views
from app.ui.chat.markdown import Block, render
from app.ui.chat.markdown.write import as_markdown, as_text
from app.ui.chat.message_list import STEP, MessageList
from app.ui.chat.selection_model import Place, Selection, joined
from app.ui.chat.text_view import TextView
from app.ui.chat.thought_view import ThoughtView

SCROLL_MS = 30


class Said(NamedTuple):
    """A message as it is copied."""

    who: str
    source: str


class SelectionDesk(QObject):
    """One selection in one list. `said` gives the message of a row. Lives in the GUI thread.

    Signals:
        quoted(text: str): This part of the conversation belongs into the composer.
    """

    quoted = Signal(str)

    def __init__(self, rows: MessageList, said: Callable[[int], Said]) -> None:
        super().__init__(rows)
        self._rows = rows
        self._said = said
        self._begun: tuple[TextView, Place] | None = None
        self._selection: Selection | None = None
        self._scroll = QTimer(self)
        self._scroll.setInterval(SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        rows.arranged.connect(self._show)
        rows.area = self
        rows.viewport().installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keyboard_moved)

    @property
    def selection(self) -> Selection | None:
        """What is selected, when it spans more than one text."""
        return self._selection

    # What the texts tell

    def press(self, view: TextView, place: QPoint, *, extend: bool) -> bool:
        """The mouse went down in a text; True when that was for a selection over several texts."""
        found = self._place_in(view, place)
        if extend and self._begun is not None and found is not None and self._begun[0] is not view:
            self._select(Selection(self._begun[1], found))
            return True
        self.clear()
        self._leave_texts(but=view)
        self._begun = (view, found) if found is not None else None
        return False

    def drag(self, view: TextView) -> bool:
        """The mouse moves with its button down; True when it has left the text where it began."""
        if self._begun is None or self._begun[0] is not view:
            return False
        over = self._rows.viewport().mapFromGlobal(QCursor.pos())
        return self.drag_to(over)

    def drag_to(self, place: QPoint) -> bool:
        """The same for a place in the list's viewport."""
        if self._begun is None:
            return False
        outside = not self._rows.viewport().rect().contains(place)
        if outside and not self._scroll.isActive():
            self._scroll.start()
        found = self._place_at(place)
        if found is None:
            return self._selection is not None
        selection = Selection(self._begun[1], found)
        if selection.one_text:
            if self._selection is not None:
                self._unmark()
                self._selection = None
            return False
        self._select(selection)
        return True

    def release(self) -> None:
        """The button went up."""
        self._scroll.stop()

    def clear(self) -> None:
        """Forget the selection."""
        self._scroll.stop()
        self._begun = None
        if self._selection is not None:
            self._selection = None
            self._unmark()

    def select_everything(self) -> None:
        """Select all that is said in this chat."""
        if len(self._rows):
            self._select(Selection(Place(0, 0, 0), Place(len(self._rows) - 1, 1 << 20, 1 << 30)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click beside the texts ends the selection. One with the right button comes from a text, too, and wants
        the menu of what is selected.
        """
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            self.clear()
            self._leave_texts()
        return super().eventFilter(watched, event)

    # Copying

    def copy(self, *, markdown: bool = True) -> bool:
        """Put what is selected on the clipboard; False when nothing is selected across texts."""
        if self._selection is None:
            return False
        data = QMimeData()
        data.setText(self.text(markdown=markdown))
        if markdown:
            data.setData("text/markdown", self.text(markdown=True).encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def copy_chosen(self) -> None:
        """Copy what is selected, over several texts or in one that has not the keyboard."""
        if not self.copy():
            for view in self._rows.findChildren(TextView):
                view.copy_chosen()

    def text(self, *, markdown: bool) -> str:
        """What is selected, in order."""
        if self._selection is None:
            return ""
        return joined(
            (self._said(index).who, self._text_of(index, markdown=markdown)) for index in self._selection.rows
        )

    def quote(self, view: TextView) -> None:
        """What is selected, over several texts or in this one, belongs into the composer."""
        text = self.text(markdown=True) if self._selection is not None else view.chosen()
        if text:
            self.quoted.emit(quoted(text))

    def chosen_in(self, index: int) -> str:
        """What is selected in one message, as Markdown; "" when nothing is."""
        if self._selection is not None:
            return self._text_of(index, markdown=True) if index in self._selection.rows else ""
        row = self._rows.realised.get(index)
        views = text_views(row) if row is not None else []
        return next((view.chosen() for view in views if view.textCursor().hasSelection()), "")

    def _text_of(self, index: int, *, markdown: bool) -> str:
        selection, row = self._selection, self._rows.realised.get(index)
        if selection is None:
            return ""
        views = self._views(row) if row is not None else []
        last = _length(views[-1]) if views else 0
        ends = (selection.first.row, selection.last.row)
        if row is None or index not in ends or selection.whole_row(index, len(views), last):
            source = self._said(index).source
            return source if markdown else as_text(render(source).blocks)
        blocks: list[Block] = []
        for part, view in enumerate(views):
            within = selection.within(index, part, _length(view))
            if within is not None and within[0] < within[1]:
                blocks.extend(view.blocks_between(*within))
        return as_markdown(blocks) if markdown else as_text(blocks)

    # Places and marks

    def _select(self, selection: Selection) -> None:
        self._selection = selection
        # The ends stay widgets while the person scrolls: what is copied of them is read there.
        self._rows.keep = {selection.first.row, selection.last.row} & self._rows.realised.keys()
        self._show()

    @Slot()
    def _show(self) -> None:
        """Mark what is selected in the rows that are there."""
        if self._selection is None:
            return
        if self._selection.last.row >= len(self._rows):
            self.clear()
            return
        for index, row in self._rows.realised.items():
            for part, view in enumerate(self._views(row)):
                _mark(view, self._selection.within(index, part, _length(view)))

    @Slot(QWidget, QWidget)
    def _keyboard_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What is selected in one text stays for the buttons beside it, until the keyboard goes to another text or
        leaves the conversation. A menu and another window do not count.
        """
        if self._selection is not None or now is None or now.window() is not self._rows.window():
            return
        inside = now is self._rows or self._rows.isAncestorOf(now)
        if not inside or isinstance(now, TextView):
            self._leave_texts(but=now)

    def _leave_texts(self, but: QWidget | None = None) -> None:
        """Drop what is selected within one text."""
        for view in self._rows.findChildren(TextView):
            if view is not but:
                view.drop_selection()

    def _unmark(self) -> None:
        self._rows.keep = set()
        for row in self._rows.realised.values():
            for view in text_views(row):
                _mark(view, None)

    def _views(self, row: QWidget) -> list[TextView]:
        """The texts of a row, without what was only thought."""
        return [view for view in text_views(row) if not _is_thought(view, row)]

    def _place_in(self, view: TextView, place: QPoint) -> Place | None:
        for index, row in self._rows.realised.items():
            if row.isAncestorOf(view):
                views = self._views(row)
                if view not in views:
                    return None
                return Place(index, views.index(view), view.cursorForPosition(place).position())
        return None

    def _place_at(self, place: QPoint) -> Place | None:
        """The nearest place in a text."""
        viewport = self._rows.viewport()
        best: tuple[int, int, TextView, QPoint] | None = None
        for row in self._rows.realised.values():
            if row.geometry().bottom() < place.y() - viewport.height() or row.geometry().top() > place.y() + STEP:
                continue
            for view in self._views(row):
                inside = view.viewport().mapFrom(viewport, place)
                rect = view.viewport().rect()
                down = max(rect.top() - inside.y(), inside.y() - rect.bottom(), 0)
                aside = max(rect.left() - inside.x(), inside.x() - rect.right(), 0)
                if best is None or (down, aside) < best[:2]:
                    best = (down, aside, view, inside)
        return self._place_in(best[2], best[3]) if best is not None else None

    @Slot()
    def _scroll_on(self) -> None:
        """The mouse is above or below the list: go on there."""
        viewport = self._rows.viewport()
        place = viewport.mapFromGlobal(QCursor.pos())
        bar = self._rows.verticalScrollBar()
        if place.y() < 0:
            bar.setValue(bar.value() + max(-4 * STEP, place.y()))
        elif place.y() > viewport.height():
            bar.setValue(bar.value() + min(4 * STEP, place.y() - viewport.height()))
        else:
            self._scroll.stop()
            return
        self.drag_to(QPoint(place.x(), min(max(place.y(), 0), viewport.height())))


def _length(view: TextView) -> int:
    return max(0, view.document().characterCount() - 1)


def _is_thought(view: QWidget, row: QWidget) -> bool:
    parent = view.parentWidget()
    while parent is not None and parent is not row:
        if isinstance(parent, ThoughtView):
            return True
        parent = parent.parentWidget()
    return False


def _mark(view: TextView, within: tuple[int, int] | None) -> None:
    cursor = view.textCursor()
    view.held = within is not None
    start, end = within if within is not None else (0, 0)
    if (cursor.selectionStart(), cursor.selectionEnd()) == (start, end) or (
        within is None and not cursor.hasSelection()
    ):
        return
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
