"""Find in chat as a whole: the bar over the messages, the matches from the core, the marks in the rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.ui.chat.find_bar import HEIGHT, WIDTH, FindBar
from app.ui.chat.find_marks import mark, matches, text_views
from app.ui.chat.find_model import FindCalls, FindModel
from app.ui.chat.message_list import MessageList
from app.ui.chat.text_view import TextView
from app.ui.widgets.mirror import mirrored
from app.ui.window.shortcuts import Action, shortcuts

EDGE = 12
PAUSE_MS = 120
"""The core is asked when the typing rests for so long."""


class FindPlaces(Protocol):
    """What is needed of the view of a chat."""

    @property
    def chat_id(self) -> str | None:
        """The open chat."""
        ...

    def ensure_loaded(self, message_id: str, then: Callable[[], None]) -> None:
        """Call `then` once a message is in the list; never if it is not in this chat."""
        ...

    def index(self, message_id: str) -> int | None:
        """Where a message stands in the list."""
        ...


class FindDesk(QObject):
    """Connects bar, core and rows. Lives in the GUI thread."""

    def __init__(self, view: QWidget, places: FindPlaces, rows: MessageList, bridge: FindCalls) -> None:
        super().__init__(view)
        self._view = view
        self._places = places
        self._rows = rows
        self.model = FindModel(bridge, self)
        self.bar = FindBar(view)
        self.bar.words_changed.connect(self._typed)
        self.bar.step.connect(self.step)
        self.bar.closed.connect(self.close)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._look)
        self._at = 0
        """Which of the matches of the message that is looked at."""
        self._index = -1
        """Where that message stands in the list."""
        self._from: int | None = 0
        """How far down in that message the first match counts; None takes the last one."""
        self._stay = False
        """Whether the match was chosen within its message, so that `_from` does not count."""
        self._last: tuple[TextView, int] | None = None
        """The match that was looked at before the words changed: text and place in it."""
        self._marked = False
        rows.arranged.connect(self._mark_rows)
        view.installEventFilter(self)
        shortcuts().bind(view, {Action.FIND_IN_CHAT: self.open})

    @Slot()
    def open(self) -> None:
        """Show the bar, with what is selected as its words."""
        if self._places.chat_id is None:
            return
        chosen = self._selected()
        if chosen:
            self.bar.field.setText(chosen)
        self._place()
        self.bar.show()
        self.bar.raise_()
        self.bar.field.setFocus()
        self.bar.field.selectAll()
        if self.bar.field.text():
            self._look()

    @Slot()
    def close(self) -> None:
        """Hide the bar and go back to the messages."""
        if not self.bar.isHidden():
            self.leave()
            self._rows.setFocus()

    def leave(self) -> None:
        """Hide the bar and take the marks away."""
        self._soon.stop()
        if not self.bar.isHidden():
            self.bar.hide()
            self.model.look(None, "")

    @Slot(int)
    def step(self, by: int) -> None:
        """To the next match in the message that is looked at, or else to the next message."""
        if self._soon.isActive():
            self._look()
            return
        count = len(self._matches_of_current())
        if 0 <= self._at + by < count:
            self._at += by
            self._stay = True
            self.on_found(moved=False)
        else:
            self._from = 0 if by > 0 else None
            self.model.step(by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar stays in its corner."""
        if event.type() == QEvent.Type.Resize and not self.bar.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    # What the model tells

    def on_found(self, *, moved: bool = True) -> None:
        """Show the count, and go to the match that is looked at."""
        model = self.model
        self.bar.show_count(model.index, len(model.ids), asked=bool(model.text.strip()) and not model.searching)
        if model.current is not None and not self.bar.isHidden():
            self._places.ensure_loaded(model.current, partial(self._go_to, model.current))
        elif moved:
            self._mark_rows()

    def nearest(self, ids: tuple[str, ...]) -> int:
        """The first match below the top of what is seen, as browsers do; where all are above, the last of them."""
        self._last = None
        at = len(ids)
        while at > 0 and self._below(ids[at - 1]):
            at -= 1
        if at == len(ids):
            self._from = None
            return at - 1
        top, hidden = self._rows.top
        self._from = hidden if self._places.index(ids[at]) == top else 0
        return at

    def _below(self, message_id: str) -> bool:
        index, (top, hidden) = self._places.index(message_id), self._rows.top
        if index is None or index < top:
            return False
        return index > top or any(self._y(top, *found) >= hidden for found in self._matches_in(top))

    def on_find_failed(self, error: AppError) -> None:
        """Say that it cannot be looked for now."""
        self.bar.show_count(-1, 0, asked=False)
        self.bar.show_problem(error.message)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        self._soon.stop()
        chosen = self._matches_of_current()
        view, cursor = chosen[self._at % len(chosen)] if chosen else (None, None)
        self._last = (view, cursor.selectionStart()) if view is not None and cursor is not None else None
        self._from = 0
        self.model.look(self._places.chat_id, self.bar.field.text())

    def _go_to(self, message_id: str) -> None:
        index = self._places.index(message_id)
        if message_id != self.model.current or index is None:
            return
        self._index = index
        self._rows.show_place(index, 0)
        found = self._matches_of_current()
        if found:
            stay, self._stay = self._stay, False
            self._at = self._at % len(found) if stay else self._first(found)
            self._rows.show_place(index, self._y(index, *found[self._at]))
        self._mark_rows()

    def _first(self, found: list[tuple[TextView, QTextCursor]]) -> int:
        last, self._last = self._last, None
        if last is not None:
            here = (at for at, (view, cursor) in enumerate(found) if view is last[0])
            return next((at for at in here if found[at][1].selectionStart() >= last[1]), 0)
        start = self._from
        if start is None:
            return len(found) - 1
        return next((at for at, one in enumerate(found) if self._y(self._index, *one) >= start), 0)

    def _y(self, index: int, view: TextView, cursor: QTextCursor) -> int:
        """How far down in its row a match stands."""
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        place = view.viewport().pos() + view.cursorRect(start).topLeft()
        return view.mapTo(self._rows.realised[index], place).y()

    def _matches_of_current(self) -> list[tuple[TextView, QTextCursor]]:
        return self._matches_in(self._index) if self.model.current is not None else []

    def _matches_in(self, index: int) -> list[tuple[TextView, QTextCursor]]:
        row = self._rows.realised.get(index)
        if row is None:
            return []
        return [(view, cursor) for view in text_views(row) for cursor in matches(view, self.model.text)]

    @Slot()
    def _mark_rows(self) -> None:
        """Colour what is there now; rows come and go while the person scrolls."""
        if self.bar.isHidden() and not self._marked:
            return
        text = "" if self.bar.isHidden() else self.model.text
        self._marked = bool(text)
        chosen = self._matches_of_current()
        view_at, cursor_at = chosen[self._at % len(chosen)] if chosen else (None, None)
        for row in self._rows.realised.values():
            for view in text_views(row):
                mark(view, matches(view, text), cursor_at if view is view_at else None)

    def _selected(self) -> str:
        for row in self._rows.realised.values():
            for view in text_views(row):
                chosen = view.textCursor().selectedText()
                if chosen and len(chosen) < WIDTH and "\u2029" not in chosen:
                    return chosen
        return ""

    def _place(self) -> None:
        width = min(WIDTH, self._view.width() - 2 * EDGE)
        self.bar.setGeometry(mirrored(self._view, QRect(self._view.width() - width - EDGE, EDGE, width, HEIGHT)))
