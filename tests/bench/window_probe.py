"""A window process that watches itself: `python -m tests.bench.window_probe STARTED SECONDS_OR_QUESTION…`.

Runs the real window through `run_window`, notes when it painted first, when each piece of text reached the chat view,
how late the GUI thread's timer was meanwhile, and its memory. Prints one JSON object at the end. Started as a child of
the benchmarks, with the parent's monotonic clock at the spawn, so that interpreter start-up counts.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.cli.parser import build_parser
from app.process import memory_bytes
from app.types.streams import AnswerItem, AnswerText
from app.ui.app import make_application, run_window
from app.ui.bridge.base import LinkState
from app.ui.bridge.socket import SocketBridge

TICK_MS = 16


@dataclass
class Timeline:
    """What happened, in seconds after the process's start."""

    first_paint: float = 0.0
    connected: float = 0.0
    text_at: list[float] = field(default_factory=list)
    """Arrival of each piece of text."""
    tokens: list[int] = field(default_factory=list)
    """Tokens of each piece."""
    gaps_ms: list[float] = field(default_factory=list)
    """Time between two ticks of a 16 ms timer, while text came."""
    memory_bytes: int = 0
    """Resident size when the window has settled, before the question."""
    cpu_s: float = 0.0


class Probe(QObject):
    """Watches the application. Lives in the GUI thread."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self.timeline = Timeline()
        self._started = started
        self._last_tick = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the first paint of the window; everything passes."""
        if not self.timeline.first_paint and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._painted)
        return super().eventFilter(watched, event)

    def take(self, item: AnswerItem) -> None:
        """An item of the answer's channel reached the window."""
        if isinstance(item, AnswerText):
            self.timeline.text_at.append(self._now())
            self.timeline.tokens.append(item.tokens)
            if not self._timer.isActive():
                self._last_tick = time.monotonic()
                self._timer.start(TICK_MS)

    def note_link(self, state: LinkState) -> None:
        """The connection changed."""
        if state is LinkState.CONNECTED and not self.timeline.connected:
            self.timeline.connected = self._now()

    @Slot()
    def _painted(self) -> None:
        app = QApplication.instance()
        if app is not None and not self.timeline.first_paint:
            app.removeEventFilter(self)
            self.timeline.first_paint = self._now()

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        self.timeline.gaps_ms.append(1000 * (now - self._last_tick))
        self._last_tick = now

    def _now(self) -> float:
        return time.monotonic() - self._started


class WatchedBridge(SocketBridge):
    """The real bridge, with the probe's ear at every followed channel."""

    probe: Probe

    def follow(self, channel: str, after: int, on_item: Any, on_end: Any) -> Any:
        """As `SocketBridge.follow`."""

        def tell(item: AnswerItem) -> None:
            on_item(item)
            self.probe.take(item)

        return super().follow(channel, after, tell, on_end)


def main() -> int:
    """The child's command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("started", type=float)
    parser.add_argument("--ask")
    parser.add_argument("--settle", type=float, default=2.0, help="seconds until memory is read, without --ask")
    options = parser.parse_args()
    probe = Probe(options.started)
    WatchedBridge.probe = probe
    vars(sys.modules["app.ui.app"])["SocketBridge"] = WatchedBridge
    application = make_application("light")
    application.installEventFilter(probe)
    arguments = ["--ask", options.ask] if options.ask else []
    if not options.ask:
        QTimer.singleShot(int(1000 * options.settle), application.quit)
    keep, sys.stdout = sys.stdout, sys.stderr
    code = run_window(build_parser().parse_args(arguments))
    probe.timeline.memory_bytes = memory_bytes(os.getpid())
    probe.timeline.cpu_s = time.process_time()
    keep.write(json.dumps(asdict(probe.timeline)) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
