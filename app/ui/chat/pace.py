"""One repaint per frame, however many tokens come: collects what changed and tells it in one go."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

FRAME_MS = 40.0
"""Text that comes 25 times a second reads as smoothly as at 30, and costs a fifth less."""
REST = 10
"""An update that took long is followed by a rest of so many times its cost, so that input always gets its turn."""


def interval_ms(last_cost_ms: float) -> float:
    """How long to collect before the next update."""
    return max(FRAME_MS, REST * last_cost_ms)


class Pace(QObject):
    """Calls `update` at most once per interval after `ask`. Lives in the GUI thread."""

    def __init__(self, update: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._update = update
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fire)
        self._ended = 0.0
        self._wait = 0.0

    def ask(self) -> None:
        """Something changed: update soon, at once if nothing was updated for an interval."""
        if not self._timer.isActive():
            since = 1000 * (time.monotonic() - self._ended)
            self._timer.start(max(0, round(self._wait - since)))

    def flush(self) -> None:
        """Update now if something changed."""
        if self._timer.isActive():
            self._timer.stop()
            self._fire()

    def stop(self) -> None:
        """Forget what changed."""
        self._timer.stop()

    @Slot()
    def _fire(self) -> None:
        started = time.monotonic()
        self._update()
        self._ended = time.monotonic()
        self._wait = interval_ms(1000 * (self._ended - started))
