"""Starts the card that stands on the screen while the window opens anew, and hands it to the new window."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.process import own_command, own_environment
from app.ui.desktop.opening_card import Wanted
from app.ui.scale import set_factor

log = logging.getLogger(__name__)

WAIT_MS = 3_000
"""The card is a courtesy: where it does not come, the window opens anew without it."""
NONE = -1


class Opening(QObject):
    """One card, as a process. Where pipes cannot be handed on (Windows) there is none. Lives in the GUI thread.

    Signals:
        ready(): The card can be seen, or will not come.
    """

    ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.process: subprocess.Popen[bytes] | None = None
        self.line = NONE
        """Its input. The card goes when the last process that holds it closes it."""
        self._notifier: QSocketNotifier | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(WAIT_MS)
        self._late.timeout.connect(self._end_wait)

    @property
    def busy(self) -> bool:
        """Whether a card is awaited."""
        return self._late.isActive()

    def show(self, wanted: Wanted, environ: Mapping[str, str], zoom: int) -> None:
        """Start it, in this size; `ready` follows."""
        if self.busy:
            return
        if os.name == "nt":
            QTimer.singleShot(0, self, self.ready.emit)
            return
        self.cancel()
        own = {**environ, "PYTHONPATH": own_environment()["PYTHONPATH"]}
        set_factor(own, zoom)
        source, self.line = os.pipe()
        try:
            self.process = subprocess.Popen(
                own_command("opening"), stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own
            )
            os.write(self.line, wanted.line())
        except OSError as exc:
            log.info("there is no card while the window opens anew: %s", exc)
            self.cancel()
            QTimer.singleShot(0, self, self.ready.emit)
            return
        finally:
            os.close(source)
        if self.process.stdout is not None:
            self._notifier = QSocketNotifier(self.process.stdout.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._end_wait)
        self._late.start()

    def cancel(self) -> None:
        """Away with it, by the end of its input: the window stays."""
        self._late.stop()
        self._listen_no_more()
        if self.line != NONE:
            os.close(self.line)
            self.line = NONE

    def _listen_no_more(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self.process is not None:
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process.wait()
            self.process = None

    @Slot()
    def _end_wait(self) -> None:
        self._late.stop()
        self._listen_no_more()
        self.ready.emit()


def middle_of(window: QWidget) -> QPoint:
    """The middle of a window in the pixels of its screen."""
    home, ratio = window.screen().geometry().topLeft(), window.devicePixelRatioF()
    inside = window.frameGeometry().center() - home
    return home + QPoint(round(inside.x() * ratio), round(inside.y() * ratio))


class UntilPainted(QObject):
    """Takes the card away once the new window has been painted. Lives in the GUI thread."""

    def __init__(self, window: QWidget, line: int) -> None:
        super().__init__(window)
        self._line = line
        with suppress(OSError):  # somebody else's environment may have come along
            os.set_inheritable(line, False)  # noqa: FBT003 - Python's own form
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first time is enough."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._take_away)
        return super().eventFilter(watched, event)

    @Slot()
    def _take_away(self) -> None:
        with suppress(OSError):
            os.close(self._line)
