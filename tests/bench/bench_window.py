"""The window's figures: start, first token, frame gaps, memory. Starter model, offscreen window."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator

from tests.bench.installation import QUESTION, installation
from tests.bench.report import Goal, Result, bench, figure

RUNS = 5
MIB = 1024 * 1024


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@bench("start")
def start() -> Iterator[Result]:
    """Process start to the first painted window, with a core that runs already (warm)."""
    with installation() as home:
        home.watch("--settle", "1")
        paints = [home.watch("--settle", "0.5")["first_paint"] for _ in range(RUNS)]
    yield figure("start", "first_paint", "s", statistics.median(paints), goal=Goal("<=", 0.5))


@bench("first_token")
def first_token() -> Iterator[Result]:
    """Process start to the first token of a question typed at once: no core runs, no model is loaded."""
    times = []
    for _ in range(RUNS):
        with installation() as home:
            times.append(home.watch("--ask", "Hi")["text_at"][0])
    yield figure("first_token", "first_token_cold", "s", statistics.median(times), goal=Goal("<=", 3.0))


@bench("frames")
def frames() -> Iterator[Result]:
    """Gaps between ticks of a 16 ms timer in the GUI thread while the starter model's answer streams."""
    gaps: list[float] = []
    with installation() as home:
        for _ in range(3):
            gaps += home.watch("--ask", QUESTION)["gaps_ms"]
    yield figure("frames", "frame_gap_p99", "ms", percentile(gaps, 0.99), goal=Goal("<=", 33))
    yield figure("frames", "frame_gap_max", "ms", max(gaps), goal=Goal("<=", 100))


@bench("memory")
def memory() -> Iterator[Result]:
    """Resident memory of the window, and of the core before any engine runs."""
    with installation() as home:
        window = home.watch("--settle", "2")["memory_bytes"]
        core = json.loads(home.run("ps", "--json"))["memory_bytes"]
    yield figure("memory", "window", "MiB", window / MIB, goal=Goal("<=", 150))
    yield figure("memory", "core", "MiB", core / MIB, goal=Goal("<=", 120))
