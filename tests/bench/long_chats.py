"""How the chat view does with long chats: `python -m tests.bench.long_chats open|stream|memory [--messages N]`.

No core and no engine: a fake bridge holds the chat, so that the figures are those of the view alone. A frame's cost is
the CPU time of the GUI thread for one step of scrolling with all that it repaints. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import sys
import time
from dataclasses import asdict, dataclass, replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.bridge.signatures import chat_open
from app.process import memory_bytes
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus
from app.types.generation import StopReason, Usage
from app.types.messages import Role
from app.types.streams import AnswerEnded, AnswerText
from app.ui.chat.view import ChatView
from app.ui.theme import Scheme, theme
from tests.bench.ui_frames import PIECES, Driver, FrameFigures, pieces, settle
from tests.helpers.fake_bridge import FakeBridge

SIZE = (1016, 658)
CHANNEL = "long"
NOBODY = "nobody"
"""A channel that nobody follows."""
SCROLL_PX = 48
USAGE = Usage(prompt_tokens=20, completion_tokens=142, first_token_s=0.19, tokens_per_s=96.4)
SUMMARY = ChatSummary("c1", "Long", 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """Opening and scrolling a long chat; times in milliseconds."""

    messages: int
    first_paint: float
    first_paint_cpu: float
    scroll_p50: float
    scroll_p99: float
    scroll_max: float
    scroll_cpu_p99: float
    jump_p99: float
    """To another place far away."""
    rows: int
    """How many rows were widgets at most."""


def chat(count: int) -> list[ChatMessage]:
    """So many finished messages of mixed Markdown, prompts and answers by turns."""
    texts = itertools.cycle([PIECES[0] + PIECES[1] + PIECES[3], PIECES[2] * 2 + PIECES[0], PIECES[4] + PIECES[0] * 4])
    messages: list[ChatMessage] = []
    for index in range(count):
        parent = messages[-1].id if messages else None
        if index % 2:
            messages.append(
                ChatMessage(
                    f"m{index}",
                    "c1",
                    parent,
                    Role.ASSISTANT,
                    f"{index}: {next(texts)}",
                    MessageStatus.COMPLETE,
                    0.0,
                    model_name="Model",
                    usage=USAGE,
                    stop_reason=StopReason.FINISHED,
                )
            )
        else:
            text = f"Question {index} about queues, with a second line\nwhich says a little more."
            messages.append(ChatMessage(f"m{index}", "c1", parent, Role.USER, text, MessageStatus.COMPLETE, 0.0))
    return messages


def view_of(bridge: FakeBridge, messages: list[ChatMessage]) -> ChatView:
    """A visible view of a chat; what opening it needs is already imported."""
    bridge.answer(chat_open, Chat(SUMMARY, tuple(messages)))
    view = ChatView(bridge)
    view.resize(*SIZE)
    view.show()
    settle(1.0)
    return view


def measure_open(count: int, steps: int = 600) -> OpenFigures:
    """Open a chat, scroll up through it step by step, then jump about."""
    bridge = FakeBridge()
    view = view_of(bridge, chat(count))
    gc.collect()
    gc.freeze()
    started, cpu = time.perf_counter(), time.thread_time()
    view.open_chat("c1")
    bridge.flush()
    view.grab()
    painted, painted_cpu = time.perf_counter() - started, time.thread_time() - cpu
    area = view.message_list
    bar, walls, cpus, rows = area.verticalScrollBar(), [], [], 0
    for _ in range(steps):
        wall, cpu = _frame(view, bar.value() - SCROLL_PX)
        walls.append(wall)
        cpus.append(cpu)
        rows = max(rows, len(area.realised))
    jumps = [_frame(view, bar.maximum() * place // 41)[0] for place in (7, 33, 12, 40, 1, 25, 18, 30, 5, 21)]
    walls.sort()
    return OpenFigures(
        messages=count,
        first_paint=1000 * painted,
        first_paint_cpu=1000 * painted_cpu,
        scroll_p50=walls[len(walls) // 2],
        scroll_p99=walls[int(0.99 * len(walls))],
        scroll_max=walls[-1],
        scroll_cpu_p99=sorted(cpus)[int(0.99 * len(cpus))],
        jump_p99=max(jumps),
        rows=rows,
    )


def _frame(view: ChatView, value: int) -> tuple[float, float]:
    """Scroll to a place and paint; wall and CPU milliseconds."""
    started, cpu = time.perf_counter(), time.thread_time()
    view.message_list.verticalScrollBar().setValue(value)
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 1000 * (time.perf_counter() - started), 1000 * (time.thread_time() - cpu)


def measure_stream(count: int, tokens: int, rate: float) -> FrameFigures:
    """Stream one answer at the end of a long chat."""
    before = chat(count)
    prompt = ChatMessage("p", "c1", before[-1].id, Role.USER, "Go on", MessageStatus.COMPLETE, 0.0)
    answer = ChatMessage("a", "c1", "p", Role.ASSISTANT, "", MessageStatus.STREAMING, 0.0, channel=CHANNEL)
    bridge = FakeBridge()
    bridge.open_channel(CHANNEL)
    bridge.open_channel(NOBODY)
    view = view_of(bridge, [*before, prompt, answer])
    bare = Driver(bridge, pieces(tokens // 2), rate, NOBODY).run()
    view.open_chat("c1")
    settle(1.0)
    gc.collect()
    gc.freeze()
    figures = Driver(bridge, pieces(tokens), rate, CHANNEL).run()
    view.close()
    return replace(figures, cpu_of_bench=bare.cpu_per_token)


def measure_memory(answers: int) -> dict[str, float]:
    """Resident memory after a fifth of the answers, and after all; each is streamed and shown whole."""
    bridge = FakeBridge()
    text = "".join(PIECES)
    messages: list[ChatMessage] = []
    view = view_of(bridge, messages)
    marks: list[int] = []
    for number in range(answers):
        parent = messages[-1].id if messages else None
        prompt = ChatMessage(f"p{number}", "c1", parent, Role.USER, "Go on", MessageStatus.COMPLETE, 0.0)
        running = ChatMessage(
            f"a{number}",
            "c1",
            prompt.id,
            Role.ASSISTANT,
            "",
            MessageStatus.STREAMING,
            0.0,
            channel=f"{CHANNEL}{number}",
        )
        bridge.open_channel(f"{CHANNEL}{number}")
        bridge.answer(chat_open, Chat(SUMMARY, (*messages, prompt, running)))
        view.open_chat("c1")
        bridge.flush()
        for start in range(0, len(text), 40):
            bridge.send(f"{CHANNEL}{number}", AnswerText(text[start : start + 40]))
            QApplication.processEvents()
        ended = ChatMessage(running.id, "c1", prompt.id, Role.ASSISTANT, text, MessageStatus.COMPLETE, 0.0)
        bridge.send(f"{CHANNEL}{number}", AnswerEnded(ended))
        bridge.end(f"{CHANNEL}{number}")
        messages += [prompt, ended]
        settle(0.02)
        if number + 1 in (answers // 5, answers):
            gc.collect()
            marks.append(memory_bytes(os.getpid()))
    view.close()
    return {"answers": answers, "before_bytes": marks[0], "after_bytes": marks[1], "growth": marks[1] / marks[0] - 1}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure the chat view with long chats.")
    parser.add_argument("what", choices=("open", "stream", "memory"))
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--tokens", type=int, default=1_000)
    parser.add_argument("--rate", type=float, default=100.0)
    options = parser.parse_args()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        theme().apply(application, Scheme.LIGHT)
    if options.what == "open":
        found: object = asdict(measure_open(options.messages))
    elif options.what == "stream":
        found = asdict(measure_stream(options.messages, options.tokens, options.rate))
    else:
        found = measure_memory(options.messages)
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
