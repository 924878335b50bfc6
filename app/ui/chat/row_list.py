"""The list of messages with what the conversation needs beside scrolling: rows that come and go above the view without
a jump, a current message for the keyboard, and places to come back to.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.chat.heights import Heights
from app.ui.chat.message_list import STEP, TOP, MakeRow, MessageList
from app.ui.chat.row import Row
from app.ui.theme import current, theme
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.focus import from_keyboard
from app.ui.widgets.paint import smooth

NEAR_TOP = 1_500
"""So many pixels before the first row the next page is asked for."""
AROUND = 7
"""The ring of the current message lies so far around it."""
MARGIN_AT_TOP = 24
FLASH_MS = 1_600
FLASH_STEP_MS = 40
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
_LETTERS = (Qt.Key.Key_K, Qt.Key.Key_J)
"""They are steps only for who came with the keyboard; after a click they are what one types."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class RowList(MessageList):
    """Rows of a conversation. One stop for Tab; arrows and J, K choose a message, Enter goes to what can be done with
    it. Lives in the GUI thread.

    Signals:
        near_top(): The first row is not far: older messages may be read.
        current_changed(index: int): The keyboard chose a message.
        menu_wanted(index: int): The menu key was pressed on a message.
        undo_wanted(): A deleted message is to come back.
    """

    near_top = Signal()
    current_changed = Signal(int)
    menu_wanted = Signal(int)
    undo_wanted = Signal()

    def __init__(self, make_row: MakeRow, parent: QWidget | None = None) -> None:
        super().__init__(make_row, parent)
        self.setAccessibleDescription(
            self.tr("Arrow keys go from message to message, Enter leads to what can be done with it.")
        )
        self._chosen: int | None = None
        self._keyboard = False
        self._flashed: int | None = None
        self._flash_left = 0
        self._flash = QTimer(self)
        self._flash.setInterval(FLASH_STEP_MS)
        self._flash.timeout.connect(self._fade)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keyboard_moved)

    @property
    def current(self) -> int:
        """The message that the keyboard is at: the last one until another is chosen; -1 without messages."""
        last = len(self) - 1
        return last if self._chosen is None else min(self._chosen, last)

    @property
    def place(self) -> tuple[int, int] | None:
        """The row at the top and how much of it is hidden; None while the end is followed."""
        return None if self._following or not len(self) else self._anchor

    @property
    def flashing(self) -> bool:
        """Whether a row is being pointed out."""
        return self._flash.isActive()

    def splice(self, first: int, removed: int, estimates: Sequence[int]) -> None:
        """Let rows give way to others; those behind them keep their widgets, and what is in view stays there."""
        moved = len(estimates) - removed
        end = first + removed
        for index in [index for index in self._rows if first <= index < end]:
            self._drop(index)
        self._rows = {index + moved if index >= end else index: row for index, row in self._rows.items()}
        self._exact = {index + moved if index >= end else index for index in self._exact if not first <= index < end}
        known = [self._heights[index] for index in range(len(self._heights))]
        self._heights = Heights([*known[:first], *estimates, *known[end:]])
        index, hidden = self._anchor
        if index >= end:
            self._anchor = (index + moved, hidden)
        elif index >= first and removed:
            self._anchor = (max(0, first - (0 if estimates else 1)), 0 if estimates else hidden)
        if self._chosen is not None and self._chosen >= end:
            self._chosen += moved
        self.arrange()

    def forget_place(self) -> None:
        """Another chat: its end is followed, and nothing is chosen in it."""
        self._chosen = None
        self._following = True
        self._flash.stop()
        self._flashed = None

    def go_to(self, index: int, hidden: int = -MARGIN_AT_TOP) -> None:
        """Show a row at the top, with so much of it hidden; the end is not followed any more."""
        self._following = False
        self._anchor = (index, hidden)
        self.arrange()
        # The first look measured the rows around it; the place counts from what they really are.
        self._anchor = (index, hidden)
        self.arrange()
        self._following = self._offset() >= self._end() and hidden < 0

    def arrows_at(self, index: int) -> int | None:
        """Where in the viewport a row has its arrows to other versions; None where they are not."""
        row = self._rows.get(index)
        return _arrows_in(row) + row.y() if row is not None else None

    def put_arrows(self, index: int, place: int) -> None:
        """Scroll so that a row's arrows lie there, as far as the list is long enough."""
        self.go_to(index, TOP - place)
        row = self._rows.get(index)
        if row is not None:
            self.go_to(index, TOP - place + _arrows_in(row))
        self._following = self._offset() >= self._end()

    def hold(self) -> None:
        """Stay where it is, also at the end."""
        self._following = False

    def news(self) -> None:
        """Something came at the end: who reads further up is told so by the button."""
        if not self._following and len(self):
            self._jump.set_news(news=True)

    def choose(self, index: int) -> None:
        """Make a message the current one."""
        if 0 <= index < len(self) and index != self._chosen:
            self._chosen = index
            self._reach()
            self.viewport().update()
            self.current_changed.emit(index)

    def flash(self, index: int) -> None:
        """Point a row out for a moment; not where less motion is wanted."""
        self._flashed, self._flash_left = index, FLASH_MS
        if not theme().still:
            self._flash.start()
        self.viewport().update()

    def _arrange(self) -> None:
        super()._arrange()
        self._reach()
        if self._jump.isHidden():
            self._jump.set_news(news=False)
        if len(self) and self._offset() < NEAR_TOP:
            self.near_top.emit()

    @Slot(QWidget, QWidget)
    def _keyboard_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What can be done with a message is seen while the keyboard is there."""
        for row in self._rows.values():
            inside = now is not None and row.isAncestorOf(now)
            if inside != row.has_keyboard:
                row.has_keyboard = inside
                row.show_keyboard()

    def _reach(self) -> None:
        """Only the current message's controls are stops for Tab."""
        here = self.current
        for index, row in self._rows.items():
            row.set_current(current=index == here)

    def _area(self, index: int) -> QRect:
        """Where a row lies in the viewport."""
        left = (self.width() - self._column) // 2
        top = self._heights.top(index) + TOP - self.verticalScrollBar().value()
        return QRect(left, top, self._column, self._heights[index])

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and J, K go from message to message, Enter to its actions, Esc back from them."""
        key = event.key()
        here = self.hasFocus() and event.modifiers() in _PLAIN
        if _is_menu(event) and len(self):
            self.menu_wanted.emit(self._index_of_focus())
        elif here and key in _STEPS and (self._keyboard or key not in _LETTERS):
            self._step(_STEPS[Qt.Key(key)])
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif here and key in _ENTER and self.current in self._rows:
            self._rows[self.current].focus_actions()
        elif key == Qt.Key.Key_Escape and isinstance(QApplication.focusWidget(), BaseButton):
            self.choose(self._index_of_focus())
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _index_of_focus(self) -> int:
        widget = QApplication.focusWidget()
        for index, row in self._rows.items():
            if widget is not None and row.isAncestorOf(widget):
                return index
        return self.current

    def _step(self, step: int) -> None:
        """The next message; one that is taller than the view is read to its end first."""
        if not len(self):
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        self._keyboard = True
        area = self._area(self.current)
        if step > 0 and area.bottom() > height and area.height() > height // 2:
            bar.setValue(bar.value() + min(4 * STEP, area.bottom() - height + MARGIN_AT_TOP))
        elif step < 0 and area.top() < 0 and area.height() > height // 2:
            bar.setValue(bar.value() - min(4 * STEP, MARGIN_AT_TOP - area.top()))
        else:
            self.choose(max(0, min(self.current + step, len(self) - 1)))
            self._bring_in(step)
        self.viewport().update()

    def _bring_in(self, step: int) -> None:
        area, height = self._area(self.current), self.viewport().height()
        bar = self.verticalScrollBar()
        if area.top() < MARGIN_AT_TOP and (step < 0 or area.top() < 0):
            low = area.bottom() - height if area.height() > height and step < 0 else area.top() - MARGIN_AT_TOP
            bar.setValue(bar.value() + low)
        elif area.bottom() > height:
            bar.setValue(bar.value() + min(area.bottom() - height + MARGIN_AT_TOP, area.top() - MARGIN_AT_TOP))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring stands around the current message when the keyboard came here."""
        super().focusInEvent(event)
        self._keyboard = from_keyboard(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without the focus."""
        super().focusOutEvent(event)
        self._keyboard = False

    # What is painted under the rows

    @Slot()
    def _fade(self) -> None:
        self._flash_left -= FLASH_STEP_MS
        if self._flash_left <= 0:
            self._flash.stop()
            self._flashed = None
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring of the current message, and the light behind one that is pointed out."""
        tokens = current()
        with smooth(self.viewport()) as painter:
            if self._flash.isActive() and self._flashed is not None and self._flashed < len(self):
                light = QColor(tokens.accent_bg)
                light.setAlphaF(min(1.0, 2 * self._flash_left / FLASH_MS))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(light)
                painter.drawRoundedRect(self._around(self._flashed), RADIUS_CARD, RADIUS_CARD)
            if self._keyboard and self.hasFocus() and len(self):
                painter.setPen(QPen(QColor(tokens.focus), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self._around(self.current), RADIUS_CARD, RADIUS_CARD)

    def _around(self, index: int) -> QRect:
        row = self._rows.get(index)
        after = row.room_below if isinstance(row, Row) else 0
        return self._area(index).adjusted(-2 * AROUND, -AROUND, 2 * AROUND, AROUND - after)


def _arrows_in(row: Row) -> int:
    return row.arrows.mapTo(row, QPoint(0, 0)).y()


def _is_menu(event: QKeyEvent) -> bool:
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift)
