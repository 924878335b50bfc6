"""What a header that is too narrow for all of its parts leaves out. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = 160
"""So much of a title has to be seen before the engine's name is."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is seen beside what always is."""

    engine: bool
    speed: bool


def parts(room: int, title: int, engine: int, speed: int) -> Parts:
    """The open chat's title comes first, then the engine, then the speed; widths in pixels, 0 where there is none.

    Args:
        room: What title, engine and speed have together.
        title: Width of the whole title.
        engine: Width of the engine's name.
        speed: Width of the speed.
    """
    with_engine = room - min(title, TITLE) >= engine
    return Parts(engine=with_engine, speed=with_engine and room - title - engine >= speed)
