"""A list of messages of which only those near the viewport are widgets: ten thousand open as fast as ten.

Heights are estimated first and exact once a row was laid out. What the person looks at stays where it is: the list
holds on to the row at the top, or to the end while it follows a running answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from app.ui.chat.heights import Heights
from app.ui.chat.row import Row
from app.ui.chat.text_view import SelectionHost
from app.ui.theme import current, theme
from app.ui.theme.tokens import ICON_BUTTON
from app.ui.widgets.buttons import BaseButton, IconButton
from app.ui.widgets.focus import from_keyboard, ring_of
from app.ui.widgets.paint import rounded, smooth

TOP, BOTTOM = 22, 12
SIDE = 24
MARGIN = 600
"""Rows so far outside the viewport are kept ready."""
PREFETCH_MS = 4
"""Between two of them: painting and input come first."""
STEP = 48
NEAR_END = 24
ORDER_S = 0.5
"""While an answer grows, the order of the keyboard's stops is made anew this often, and when Tab is pressed."""
NEWS_DOT = 8
PASSES = 12
"""Measuring a row can bring others into view; a bound against going round for ever."""

MakeRow = Callable[[int, QWidget], Row]


class JumpButton(IconButton):
    """The round button that leads to the end. GUI thread."""

    radius = ICON_BUTTON // 2
    news = False
    """Whether something came below that was not seen."""

    def set_news(self, *, news: bool) -> None:
        """Mark that something came, or take the mark away."""
        if news != self.news:
            self.news = news
            words = self.tr("Jump to the end: something new is there") if news else self.tr("Jump to the end")
            self.setAccessibleName(words)
            self.explain(words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc, so that it can be seen over text."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), self.radius, tokens.surface, tokens.border_strong)
        super().paintEvent(event)
        if self.news:
            with smooth(self) as painter:
                dot = QRect(self.width() - NEWS_DOT - 2, 2, NEWS_DOT, NEWS_DOT)
                rounded(painter, dot, NEWS_DOT // 2, tokens.accent)


class MessageList(QAbstractScrollArea, SelectionHost):
    """Rows by index; `make_row(index, parent)` builds one that shows its message. Lives in the GUI thread.

    Signals:
        arranged(): Rows came, went, moved, or have another height.
        jumped(): The button to the end was pressed, and goes.
    """

    arranged = Signal()
    jumped = Signal()

    def __init__(self, make_row: MakeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_row = make_row
        self._heights = Heights()
        self._exact: set[int] = set()
        self._rows: dict[int, Row] = {}
        self.keep: set[int] = set()
        """Rows that stay widgets wherever the person scrolls."""
        self._following = True
        self._anchor = (0, 0)
        """The row at the top, and how much of it (with the room above it) is hidden."""
        self._busy = False
        self._wanted = -1
        """The next row that is made ahead of being seen."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._prefetch)
        self._column = 0
        self._ring = False
        self._ordered = 0.0
        self._stops: list[BaseButton] = []
        self._stops_of: dict[int, list[BaseButton]] = {}
        """Per row, its buttons."""
        self._new_stops: set[int] = set()
        """Rows that were measured again since, and may have others."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(STEP)
        self.setAccessibleName(self.tr("Messages"))
        # Opaque, so that what moves can be copied; the page's own colour, not that of fields.
        self.viewport().setAutoFillBackground(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._jump = JumpButton("chevron-down", self.tr("Jump to the end"), self)
        self._jump.clicked.connect(self.go_to_end)
        self._jump.clicked.connect(self.jumped)
        self._jump.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def realised(self) -> dict[int, Row]:
        """The rows that are widgets now."""
        return self._rows

    def replace(self, first: int, estimates: Iterable[int]) -> None:
        """Let the rows from `first` on be others, with these heights until they are measured."""
        for index in [index for index in self._rows if index >= first]:
            self._drop(index)
        self._heights.truncate(first)
        self._exact = {index for index in self._exact if index < first}
        for height in estimates:
            self._heights.append(height)
        self.arrange()

    def measure_again(self, index: int) -> None:
        """A row's content changed; call `arrange` after the last one."""
        self._exact.discard(index)

    def restyle(self) -> None:
        """Take over today's theme."""
        for row in self._rows.values():
            row.restyle()
        self._exact.clear()
        self.arrange()
        self.viewport().update()

    @Slot()
    def go_to_end(self) -> None:
        """Show the end and follow it from now on."""
        self._following = True
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Realise, measure and place what is near the viewport, and let go of the rest."""
        if self._busy or not self.isVisible():
            return
        self._busy = True
        try:
            self._arrange()
        finally:
            self._busy = False
        self.arranged.emit()

    @property
    def top(self) -> tuple[int, int]:
        """The row at the top of what is seen, and how much of it is above, also while the end is followed."""
        if not len(self._heights):
            return 0, 0
        offset = self._offset() - TOP
        index = self._heights.row_at(max(0, offset))
        return index, offset - self._heights.top(index)

    def show_place(self, index: int, y: int) -> None:
        """Scroll so that a place in a row stands in the upper third; one that can be seen already stays where it is."""
        for _ in range(2):  # measured rows may have moved it
            if not 0 <= index < len(self._heights):
                return
            place = TOP + self._heights.top(index) + y
            offset, height = self._offset(), self.viewport().height()
            if index in self._rows and offset + STEP <= place <= offset + height - STEP:
                return
            self._following = False
            self._hold(max(0, min(place - height // 3, self._end())))
            self.arrange()

    def _arrange(self) -> None:
        self._column = min(theme().column, self.width() - 2 * SIDE)
        height = self.viewport().height()
        first, last = 0, -1
        for _ in range(PASSES if len(self._heights) else 0):
            top = self._offset() - TOP
            if not self._measure(self._heights.row_at(top), self._heights.row_at(top + height)):
                break
        if len(self._heights):
            top = self._offset() - TOP
            first = self._heights.row_at(top - MARGIN)
            last = self._heights.row_at(top + height + MARGIN)
            self._measure_ready(first, last)
        for index in [index for index in self._rows if not first <= index <= last and index not in self.keep]:
            if not self._has_focus(index):
                self._drop(index)
        offset = self._offset()
        bar = self.verticalScrollBar()
        bar.setPageStep(height)
        bar.setRange(0, self._end())
        bar.setValue(offset)
        self._hold(offset)
        left = (self.width() - self._column) // 2
        self._move_together(offset)
        for index, row in self._rows.items():
            row.setGeometry(left, self._heights.top(index) + TOP - offset, self._column, self._heights[index])
            if row.isHidden():
                row.show()
        self._place_jump(offset)
        if self._stops_of.keys() != self._rows.keys() or time.monotonic() - self._ordered > ORDER_S:
            self._order_stops()

    def _move_together(self, offset: int) -> None:
        """At the end, where an answer grows line by line, what stands above it goes up as one picture."""
        moves = {
            self._heights.top(index) + TOP - offset - row.y() for index, row in self._rows.items() if not row.isHidden()
        }
        if self._following and len(moves) == 1 and (by := moves.pop()):
            # Qt copies the picture only where nothing waits to be painted.
            QCoreApplication.sendEvent(self.window(), QEvent(QEvent.Type.UpdateRequest))
            self.viewport().scroll(0, by)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's form
        """Tab was pressed in here: it finds the buttons in their order."""
        self._order_stops()
        return super().focusNextPrevChild(next)

    def _order_stops(self) -> None:
        """Tab visits the buttons of the rows from top to bottom, right after the list: Qt puts new widgets last."""
        self._ordered = time.monotonic()
        for index, row in self._rows.items():
            if index not in self._stops_of or index in self._new_stops:
                self._stops_of[index] = row.findChildren(BaseButton)
        self._new_stops.clear()
        stops = [stop for index in sorted(self._rows) for stop in self._stops_of[index]]
        if stops == self._stops:
            return
        self._stops = stops
        before: QWidget = self
        for stop in (*stops, self._jump):
            QWidget.setTabOrder(before, stop)
            before = stop

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What the keyboard reaches outside of the viewport is scrolled into it."""
        if now is None or not any(row.isAncestorOf(now) for row in self._rows.values()):
            return
        top = now.mapTo(self.viewport(), QPoint(0, 0)).y()
        above, below = top - STEP, top + now.height() + STEP - self.viewport().height()
        bar = self.verticalScrollBar()
        if top < 0:
            bar.setValue(bar.value() + above)
        elif top + now.height() > self.viewport().height():
            bar.setValue(bar.value() + below)

    def _measure_ready(self, first: int, last: int) -> None:
        """What is near the viewport: rows that are there are measured now, others are made one by one when nothing
        else is to be done.
        """
        for index in range(first, last + 1):
            if index in self._rows:
                self._measure(index, index)
        self._wanted = next((index for index in range(first, last + 1) if index not in self._rows), -1)
        if self._wanted >= 0 and not self._later.isActive():
            self._later.start(PREFETCH_MS)

    @Slot()
    def _prefetch(self) -> None:
        """Make one more row that is not seen yet."""
        if 0 <= self._wanted < len(self._heights) and self.isVisible():
            self._measure(self._wanted, self._wanted)
            self.arrange()

    def _measure(self, first: int, last: int) -> bool:
        """Whether a height came out differently from what was known."""
        changed = False
        for index in range(first, last + 1):
            row = self._rows.get(index)
            if row is None:
                row = self._rows[index] = self._make_row(index, self.viewport())
                row.height_changed.connect(self._row_changed)
                self._exact.discard(index)
            if index not in self._exact:
                self._exact.add(index)
                self._new_stops.add(index)
                changed = self._heights.set(index, row.row_height(self._column)) != 0 or changed
        return changed

    def _end(self) -> int:
        total = TOP + self._heights.total + BOTTOM if len(self._heights) else 0
        return max(0, total - self.viewport().height())

    def _offset(self) -> int:
        if self._following:
            return self._end()
        index, hidden = self._anchor
        if not len(self._heights):
            return 0
        return max(0, min(self._heights.top(min(index, len(self._heights) - 1)) + hidden, self._end()))

    def _hold(self, offset: int) -> None:
        """Remember what the person looks at."""
        if len(self._heights):
            index = self._heights.row_at(max(0, offset - TOP))
            self._anchor = (index, offset - self._heights.top(index))

    def _place_jump(self, offset: int) -> None:
        self._jump.setVisible(not self._following and offset < self._end() - NEAR_END)
        side = self._jump.sizeHint().width()
        self._jump.setGeometry((self.width() - side) // 2, self.height() - side - 12, side, side)
        self._jump.raise_()

    def _drop(self, index: int) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._has_focus(index):  # or it would go wherever Tab leads next
            seen = ring_of(self).surrounds(focused)
            self.setFocus(Qt.FocusReason.ShortcutFocusReason if seen else Qt.FocusReason.OtherFocusReason)
        row = self._rows.pop(index)
        self._stops_of.pop(index, None)
        row.hide()
        row.deleteLater()

    def _has_focus(self, index: int) -> bool:
        widget = QApplication.focusWidget()
        return widget is not None and index in self._rows and self._rows[index].isAncestorOf(widget)

    @Slot()
    def _row_changed(self) -> None:
        row = self.sender()
        for index, known in self._rows.items():
            if known is row:
                self._exact.discard(index)
        self.arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The person scrolled: at the end the list follows, elsewhere it stays."""
        if self._busy:
            return
        offset = self.verticalScrollBar().value()
        self._following = offset >= self.verticalScrollBar().maximum() - NEAR_END
        self._hold(offset)
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes all heights estimates again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._exact.clear()
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing was laid out while it was hidden."""
        super().showEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys scroll, Home and End go to the ends."""
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -STEP,
            Qt.Key.Key_Down: STEP,
            Qt.Key.Key_PageUp: STEP - bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep() - STEP,
        }
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to_end()
        elif self.area is not None and event.matches(QKeySequence.StandardKey.SelectAll):
            self.area.select_everything()
        elif self.area is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.area.copy_chosen()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard came here."""
        self._ring = from_keyboard(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The focus ring lies inside: there is no room around the list."""
        if self._ring:
            with smooth(self.viewport()) as painter:
                painter.setPen(QPen(QColor(current().focus), 2))
                painter.drawRoundedRect(self.viewport().rect().adjusted(3, 3, -3, -3), 8, 8)
