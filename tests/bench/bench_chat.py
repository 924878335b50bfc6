"""The chat view: an answer streams into a long chat while the engine runs on the same processors, a very long chat is
opened and scrolled, and memory over many answers.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.process import ROOT
from tests.bench.installation import QUESTION, installation
from tests.bench.report import Goal, Result, bench, figure


@contextmanager
def engine_at_work() -> Iterator[None]:
    """The starter model writes one answer after the other meanwhile."""
    done = threading.Event()
    with installation() as home:
        home.run("run", QUESTION)  # loads the model

        def keep_busy() -> None:
            while not done.is_set():
                home.run("run", QUESTION)

        thread = threading.Thread(target=keep_busy)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _measured(*args: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.long_chats", *args]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@bench("chat.stream")
def stream() -> Iterator[Result]:
    """100 tokens a second into a chat of 1,000 messages, with the engine at work. A frame's gap is how late a tick of
    16 ms comes in the window's thread. The benchmark's own timers wake that thread as well: what they cost where nobody
    listens is taken off the processor time of a token, and given beside it.
    """
    with engine_at_work():
        found = _measured("stream", "--messages", "1000", "--tokens", "2000")
    yield figure("chat.stream", "frame_gap_p99", "ms", found["late_p99"], goal=Goal("<=", 20))
    yield figure("chat.stream", "frame_gap_max", "ms", found["late_max"], goal=Goal("<=", 50))
    yield figure("chat.stream", "between_ticks_p99", "ms", found["gap_p99"])
    own = found["cpu_of_bench"]
    yield figure("chat.stream", "cpu_per_token", "ms", found["cpu_per_token"] - own, goal=Goal("<=", 1))
    yield figure("chat.stream", "cpu_of_the_bench_per_token", "ms", own)
    growth = found["cpu_last_tenth"] / found["cpu_first_tenth"]
    yield figure("chat.stream", "last_tenth_over_first", "", growth, goal=Goal("<=", 2))


@bench("chat.open")
def open_long() -> Iterator[Result]:
    """A chat of 10,000 messages: from the click to the first paint, then scrolling through it."""
    found = _measured("open", "--messages", "10000")
    yield figure("chat.open", "first_paint", "ms", found["first_paint"], goal=Goal("<=", 300))
    yield figure("chat.open", "scroll_p99", "ms", found["scroll_p99"], goal=Goal("<=", 24))
    yield figure("chat.open", "scroll_cpu_p99", "ms", found["scroll_cpu_p99"])
    yield figure("chat.open", "jump_max", "ms", found["jump_p99"])
    yield figure("chat.open", "rows", "widgets", found["rows"], goal=Goal("<=", 100))


@bench("chat.memory")
def memory() -> Iterator[Result]:
    """Resident memory over 200 answers, against that after the first fifth."""
    found = _measured("memory", "--messages", "200")
    yield figure("chat.memory", "growth", "", found["growth"], goal=Goal("<=", 0.05))
