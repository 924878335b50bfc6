"""The focus ring: 2 px with a gap of 2 px around a control, only when the keyboard brought the focus there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import ReferenceType, WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget
from shiboken6 import isValid

from app.ui.theme import current
from app.ui.widgets.paint import smooth

WIDTH = 2
GAP = 2
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


def from_keyboard(event: QFocusEvent) -> bool:
    """Whether the keyboard brought the focus."""
    return event.reason() in _KEYBOARD


def tab_stops(root: QWidget) -> Iterator[QWidget]:
    """What Tab can reach inside a widget, in the order of its layouts, which is the order that is seen."""
    if root.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        yield root
    layout = root.layout()
    inner = root.widget() if isinstance(root, QScrollArea) else None
    if inner is not None:
        yield from tab_stops(inner)
    elif layout is not None:
        yield from _stops_of(layout)


def move_focus(stops: Iterable[QWidget], focused: QWidget | None, *, forward: bool) -> bool:
    """What Tab does, in this order and round; Qt's own order is that of their making. False where none takes it."""
    reached = [stop for stop in stops if stop is focused or (stop.isVisible() and stop.isEnabled())]
    if not reached:
        return False
    step, outside = (1, -1) if forward else (-1, 0)
    here = reached.index(focused) if focused in reached else outside
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    reached[(here + step) % len(reached)].setFocus(reason)
    return True


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from tab_stops(widget)
        elif inner is not None:
            yield from _stops_of(inner)


_rings: WeakKeyDictionary[QWidget, ReferenceType[FocusRing]] = WeakKeyDictionary()


class FocusRing(QWidget):
    """One transparent overlay per window, laid around the control that has the focus. Lives in the GUI thread.

    It lies over everything, so that controls need no room for it in their layouts and no scroll area cuts it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._radius = 0

    def surround(self, target: QWidget, radius: int) -> None:
        """Show the ring around a control until `leave`."""
        self.leave()
        self._target = target
        self._radius = radius
        step: QWidget | None = target
        while step is not None and step is not self._window:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._place()

    def surrounds(self, widget: QWidget) -> bool:
        """Whether it lies around this control now."""
        return self._target is widget and self.isVisible()

    def leave(self) -> None:
        """Take the ring away."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it or a parent of it moves, and go when it goes."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring itself."""
        with smooth(self) as painter:
            painter.setPen(QPen(QColor(current().focus), WIDTH))
            inset = WIDTH / 2
            radius = self._radius + GAP + inset
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        margin = WIDTH + GAP
        origin = target.mapTo(self._window, target.rect().topLeft())
        self.setGeometry(QRect(origin, target.size()).adjusted(-margin, -margin, margin, margin))
        self.raise_()
        self.show()


def ring_of(widget: QWidget) -> FocusRing:
    """The ring of the widget's window."""
    window = widget.window()
    known = _known_ring(window)
    if known is None:
        known = FocusRing(window)
        _rings[window] = ReferenceType(known)
    return known


def leave_ring(widget: QWidget) -> None:
    """Take the ring away, if the window has one; safe also while the window is being destroyed, when searching its
    children is not.
    """
    known = _known_ring(widget.window())
    if known is not None:
        known.leave()


def _known_ring(window: QWidget) -> FocusRing | None:
    kept = _rings.get(window)
    known = kept() if kept is not None else None
    return known if known is not None and isValid(known) else None


class _KeyboardRing(QObject):
    """Shows the ring around one control. Lives in the GUI thread."""

    def __init__(self, control: QWidget, radius: int) -> None:
        super().__init__(control)
        self._radius = radius
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus came or went."""
        if isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            if event.type() == QEvent.Type.FocusOut:
                leave_ring(watched)
            elif event.type() == QEvent.Type.FocusIn and from_keyboard(event):
                ring_of(watched).surround(watched, self._radius)
        return super().eventFilter(watched, event)


def show_ring(control: QWidget, radius: int) -> None:
    """Let a control have the ring whenever the keyboard brings the focus to it."""
    _KeyboardRing(control, radius)
