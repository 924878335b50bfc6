"""The line at the foot of the sidebar: which engine runs and how much memory it takes."""

from __future__ import annotations

import logging

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.bridge.signatures import core_status
from app.errors import AppError
from app.types.status import CoreStatus
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.theme import current, ui_font
from app.ui.widgets.labels import DotShape, ElidedLabel, StatusDot, muted_label
from app.ui.widgets.words import number
from app.ui.window.status_model import EngineState, engine_line

log = logging.getLogger(__name__)

_ASK_AGAIN = frozenset(
    {EventName.MODEL_CHANGED, EventName.WORKER_DIED, EventName.MESSAGE_STARTED, EventName.MESSAGE_ENDED}
)
_DOTS = {
    EngineState.RUNNING: DotShape.FULL,
    EngineState.STARTING: DotShape.HALF,
    EngineState.DOWN: DotShape.DIAMOND,
    EngineState.NONE: DotShape.RING,
}


class EngineFooter(QWidget):
    """Asks for `core.status` when an event says that it changed, never by polling. Lives in the GUI thread.

    Signals:
        status_changed(status: CoreStatus): A fresh status came; the window reads the database's state from it.
    """

    status_changed = Signal(object)

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._asking = False
        self._again = False
        self._dot = StatusDot()
        self._name = ElidedLabel()
        self._name.setFont(ui_font(13))
        self._memory = muted_label("", 12)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 9, 20, 1)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._name, 1)
        row.addWidget(self._memory)
        self.setFixedHeight(44)
        bridge.core_event.connect(self._event)
        bridge.link_changed.connect(self._link)
        self._show(None)
        if bridge.link is LinkState.CONNECTED:
            self.refresh()

    def refresh(self) -> None:
        """Ask once more; while an answer is out, once after it."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._bridge.invoke(core_status).then(self._answered, self._failed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above."""
        with QPainter(self) as painter:
            painter.fillRect(10, 0, self.width() - 20, 1, QColor(current().border))

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name in _ASK_AGAIN:
            self.refresh()

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        self._asking = self._again = False
        if state is LinkState.CONNECTED:
            self.refresh()
        else:
            self._show(None)

    def _answered(self, status: CoreStatus) -> None:
        self._show(status)
        self.status_changed.emit(status)
        self._next()

    def _failed(self, error: AppError) -> None:
        log.info("core.status failed: %s", error.code)
        self._next()

    def _next(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.refresh()

    def _show(self, status: CoreStatus | None) -> None:
        line = engine_line(status)
        words = {
            EngineState.RUNNING: self.tr("Engine is running"),
            EngineState.STARTING: self.tr("Engine is starting"),
            EngineState.DOWN: self.tr("Engine is down"),
            EngineState.NONE: self.tr("No engine is running; it starts with the first question"),
        }[line.state]
        self._dot.set_state(_DOTS[line.state], f"{words}: {line.cause}" if line.cause else words)
        self._name.setText(line.engines or self.tr("No model in memory"))
        self._memory.setText(self._memory_words(line.used_gb, line.total_gb) if line.engines else "")
        self.setAccessibleName(f"{words}. {line.engines} {self._memory.text()}".strip())

    def _memory_words(self, used: float, total: int) -> str:
        share = number(used, 1)
        if not total:
            return self.tr("{0} GB").format(share)
        return self.tr("{0} of {1} GB").format(share, number(total))
