"""A card whose rows can be put into another order: by dragging a handle, or with Alt+Up and Alt+Down."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme import current, pixmap
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.card import Card
from app.ui.widgets.paint import rounded

_ICON = 16


class DragHandle(BaseButton):
    """The dots at the start of a row. Lives in the GUI thread.

    Signals:
        dragged(where: QPoint): The mouse moved while it is held, in the screen's coordinates.
        dropped(): The mouse let go after that.
    """

    arrows = False
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._from: QPoint | None = None
        self._moving = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("Move {0}").format(name))
        self.setAccessibleDescription(self.tr("Alt and Up or Down move it."))
        self.explain(self.tr("Drag to change the order, or press Alt with Up or Down"))

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(20, 28)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a drag begins."""
        super().mousePressEvent(event)
        self._from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag goes on, once it is one."""
        where = event.globalPosition().toPoint()
        if self._from is None:
            return
        far = (where - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._moving or far:
            self._moving = True
            self.dragged.emit(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends."""
        super().mouseReleaseEvent(event)
        moving, self._moving, self._from = self._moving, False, None
        if moving:
            self.dropped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots."""
        tokens = current()
        with self.start_painting() as painter:
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), 6, step)
            corner = QPoint((self.width() - _ICON) // 2, (self.height() - _ICON) // 2)
            painter.drawPixmap(corner, pixmap("grip-vertical", tokens.text_3, _ICON))


class ReorderCard(Card):
    """Rows by key, each with its handle. Lives in the GUI thread.

    Signals:
        reordered(keys: tuple[str, ...]): The person chose another order.
    """

    reordered = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys: dict[QWidget, str] = {}
        self._names: dict[QWidget, str] = {}
        self._handles: dict[DragHandle, QWidget] = {}
        self._before: tuple[str, ...] = ()
        for keys, slot in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys from top to bottom."""
        return tuple(self._keys[row] for row in self.rows)

    def add_row(self, key: str, name: str, row: QWidget, handle: DragHandle) -> None:
        """One more row at the end; the handle is somewhere inside it."""
        self._keys[row] = key
        self._names[row] = name
        self._handles[handle] = row
        handle.dragged.connect(self._dragged)
        handle.dropped.connect(self._dropped)
        self.add(row)

    def show_order(self, keys: tuple[str, ...]) -> None:
        """The order as it is known elsewhere."""
        if self._before:
            return  # The person drags just now.
        for index, key in enumerate(keys):
            row = next((row for row, known in self._keys.items() if known == key), None)
            if row is not None and self.rows.index(row) != index:
                self.place(row, index)

    def clear(self) -> None:
        """No rows."""
        super().clear()
        self._keys.clear()
        self._names.clear()
        self._handles.clear()

    @Slot()
    def _up(self) -> None:
        self._step(-1)

    @Slot()
    def _down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        focused = self.focusWidget()
        row = next((row for row in self.rows if row is focused or row.isAncestorOf(focused)), None)
        if row is None:
            return
        index = self.rows.index(row) + by
        if not 0 <= index < len(self.rows):
            return
        self.place(row, index)
        focused.setFocus(Qt.FocusReason.TabFocusReason)  # taking a row out of the layout does not move the focus
        self._tell(row, index)

    @Slot(QPoint)
    def _dragged(self, where: QPoint) -> None:
        handle = self.sender()
        row = self._handles.get(handle) if isinstance(handle, DragHandle) else None
        if row is None:
            return
        if not self._before:
            self._before = self.order
        place = self.mapFromGlobal(where).y()
        others = [other for other in self.rows if other is not row]
        index = sum(1 for other in others if other.geometry().center().y() < place)
        if index != self.rows.index(row):
            self.place(row, index)
            layout = self.layout()
            if layout is not None:
                layout.activate()

    @Slot()
    def _dropped(self) -> None:
        before, self._before = self._before, ()
        if before and before != self.order:
            handle = self.sender()
            row = self._handles[handle] if isinstance(handle, DragHandle) else self.rows[0]
            self._tell(row, self.rows.index(row))

    def _tell(self, row: QWidget, index: int) -> None:
        words = self.tr("{0} is now {1} of {2}").format(self._names[row], index + 1, len(self.rows))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.reordered.emit(self.order)
