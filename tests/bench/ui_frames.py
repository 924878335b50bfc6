"""How smoothly the chat view shows an answer that streams: `python -m tests.bench.ui_frames [--tokens N]`.

No core and no engine: tokens come from a timer at a steady rate, so that the figures are those of the view alone. The
gap is the time between two ticks of a 16 ms precise timer in the GUI thread. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
from dataclasses import asdict, dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.bridge.signatures import chat_open
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus
from app.types.generation import StopReason
from app.types.messages import Role
from app.types.streams import AnswerEnded, AnswerText
from app.ui.chat.view import ChatView
from app.ui.theme import Scheme, theme
from tests.helpers.fake_bridge import FakeBridge

TICK_MS = 16
CHANNEL = "frames"
WARM_UP_S = 1.0
PIECES = (
    "A queue takes from **one end** and gives at the other, so that nobody waits for ever. ",
    "Use a `deque` for it, since a list moves every item that is left.\n\n",
    "- the first item of a list, with *some* emphasis\n- the second item, which is a little longer than the first\n\n",
    "```python\nfrom collections import deque\n\njobs = deque()\nwhile jobs:\n    print(jobs.popleft())\n```\n\n",
    "| operation | deque | list |\n|---|---|---|\n| take from the left | O(1) | O(n) |\n\n",
)


@dataclass(frozen=True, slots=True)
class FrameFigures:
    """What one run measured; times in milliseconds."""

    tokens: int
    chars: int
    gap_p50: float
    gap_p99: float
    gap_max: float
    late_p99: float
    """How late a tick came: the gap between ticks without the time of the timer itself."""
    late_max: float
    cpu_per_token: float
    """CPU of the GUI thread."""
    cpu_first_tenth: float
    cpu_last_tenth: float
    """Per token, over the first and the last tenth of the answer."""
    cpu_of_bench: float = 0.0
    """The part of `cpu_per_token` that the benchmark's own two timers take."""


def late(gaps: list[float], share: float) -> float:
    """The lateness below which `share` of the ordered gaps lie."""
    return gaps[min(len(gaps) - 1, int(len(gaps) * share))] - TICK_MS


def pieces(tokens: int) -> list[str]:
    """So many tokens of mixed Markdown, about four characters each."""
    text = itertools.chain.from_iterable(itertools.repeat("".join(PIECES)))
    return ["".join(itertools.islice(text, 4)) for _ in range(tokens)]


class Driver(QObject):
    """Streams tokens into a view and watches the GUI thread meanwhile. Lives in the GUI thread."""

    def __init__(self, bridge: FakeBridge, tokens: list[str], rate: float, channel: str = CHANNEL) -> None:
        super().__init__()
        self._channel = channel
        self._bridge = bridge
        self._tokens = tokens
        self._rate = rate
        self._sent = 0
        self._started = 0.0
        self._last_tick = 0.0
        self._cpu: list[float] = []
        self._gaps: list[float] = []
        self._loop = QEventLoop()
        self._source = self._timer(self._send)
        self._ticker = self._timer(self._tick)

    def run(self) -> FrameFigures:
        """Send everything; returns when the last token was shown."""
        self._started = self._last_tick = time.monotonic()
        self._cpu.append(time.thread_time())
        self._source.start(round(1000 / self._rate))
        self._ticker.start(TICK_MS)
        self._loop.exec()
        gaps, count = sorted(self._gaps), len(self._tokens)
        tenth = max(1, count // 10)
        return FrameFigures(
            tokens=count,
            chars=sum(map(len, self._tokens)),
            gap_p50=gaps[len(gaps) // 2],
            gap_p99=gaps[min(len(gaps) - 1, int(len(gaps) * 0.99))],
            gap_max=gaps[-1],
            late_p99=max(0.0, late(gaps, 0.99)),
            late_max=max(0.0, gaps[-1] - TICK_MS),
            cpu_per_token=1000 * (self._cpu[-1] - self._cpu[0]) / count,
            cpu_first_tenth=1000 * (self._cpu[tenth] - self._cpu[0]) / tenth,
            cpu_last_tenth=1000 * (self._cpu[-1] - self._cpu[-1 - tenth]) / tenth,
        )

    def _timer(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _send(self) -> None:
        """As many tokens as are due by the clock, so that a late timer does not lower the rate."""
        due = min(len(self._tokens), int((time.monotonic() - self._started) * self._rate))
        while self._sent < due:
            self._bridge.send(self._channel, AnswerText(self._tokens[self._sent]))
            self._sent += 1
            self._cpu.append(time.thread_time())
        if self._sent == len(self._tokens):
            self._source.stop()
            self._ticker.stop()
            self._loop.quit()

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        self._gaps.append(1000 * (now - self._last_tick))
        self._last_tick = now


def measure(tokens: int = 1_000, rate: float = 100.0) -> FrameFigures:
    """One run in a visible view of its own; needs the application."""
    summary = ChatSummary("c1", "Frames", 0.0, 0.0)
    prompt = ChatMessage("p1", "c1", None, Role.USER, "Go on", MessageStatus.COMPLETE, 0.0)
    answer = ChatMessage(
        "a1", "c1", "p1", Role.ASSISTANT, "", MessageStatus.STREAMING, 0.0, "m", "Model", channel=CHANNEL
    )
    bridge = FakeBridge()
    bridge.answer(chat_open, Chat(summary, (prompt, answer)))
    bridge.open_channel(CHANNEL)
    view = ChatView(bridge)
    view.resize(1016, 658)
    view.show()
    view.open_chat("c1")
    settle(WARM_UP_S)
    figures = Driver(bridge, pieces(tokens), rate).run()
    text = "".join(pieces(tokens))
    ended = ChatMessage(
        "a1", "c1", "p1", Role.ASSISTANT, text, MessageStatus.COMPLETE, 0.0, stop_reason=StopReason.FINISHED
    )
    bridge.send(CHANNEL, AnswerEnded(ended))
    view.close()
    return figures


def settle(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure the chat view while an answer streams.")
    parser.add_argument("--tokens", type=int, default=1_000)
    parser.add_argument("--rate", type=float, default=100.0, help="tokens per second")
    options = parser.parse_args()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        theme().apply(application, Scheme.LIGHT)
    sys.stdout.write(json.dumps(asdict(measure(options.tokens, options.rate))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
