"""The process that draws formulas and colours code: one JSON object a line comes in, one goes out. It ends with its
input, or when nobody asked for a while. `python -m app.rich.child formulas` is its light entry, without Qt.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from app.rich.drawing import MAX_SVG, UNITS

IDLE_S = 180
MEMORY_BYTES = 1 << 30
NICE = 5
MARGIN = 1.0


def draw(tex: str, *, display: bool) -> str:
    """A formula as SVG."""
    from ziamath.config import config
    from ziamath.zmath import Math

    config.svg2 = False  # outlines in place: Qt draws no references
    formula: Any = Math.fromlatex(tex, size=UNITS, inline=not display, margin=MARGIN)
    return str(formula.svg())


def color(code: str, language: str) -> list[tuple[int, int, int, str]]:
    """Which pieces of a block of code have a colour."""
    from app.rich.highlight import highlight

    return [(piece.line, piece.start, piece.length, piece.color) for piece in highlight(code, language)]


def answer(line: bytes) -> dict[str, Any]:
    """The answer to one line. Whatever goes wrong with a formula, the next one may be fine."""
    try:
        asked = json.loads(line)
        if "code" in asked:
            return {"colors": color(str(asked["code"]), str(asked["language"]))}
        svg = draw(str(asked["tex"]), display=bool(asked["display"]))
    except (Exception, RecursionError) as exc:
        return {"error": type(exc).__name__}
    return {"svg": svg} if len(svg) <= MAX_SVG else {"error": "too large"}


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer line by line until the input ends."""
    while _comes(source) and (line := source.readline()):
        sink.write(json.dumps(answer(line)).encode() + b"\n")
        sink.flush()


def _comes(source: BinaryIO) -> bool:
    """Whether something came in time; where that cannot be asked, as with pipes on Windows, it simply waits."""
    if sys.platform == "win32":
        return True
    import select

    return bool(select.select([source], [], [], IDLE_S)[0])


def _limit() -> None:
    """Give way to the window, and take no more memory than a formula can need."""
    if sys.platform != "win32":
        import resource

        os.nice(NICE)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_formulas() -> int:
    """The process."""
    _limit()
    # What a library prints must not come between the answers.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Unbuffered: what lies in a buffer of ours `select` would not see.
    with open(0, "rb", buffering=0, closefd=False) as source, sink:
        serve(source, sink)
    return 0


if __name__ == "__main__":
    sys.exit(run_formulas())
