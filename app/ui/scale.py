"""How large everything in the window is. Qt takes the factor from the environment, before the application is made."""

from __future__ import annotations

from collections.abc import MutableMapping

VARIABLE = "QT_SCALE_FACTOR"
STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
"""What the keys go through, in percent."""
USUAL = 100


def set_factor(environ: MutableMapping[str, str], percent: int) -> None:
    """Ask Qt for this size, over what the person's environment asks for."""
    if percent != USUAL:
        environ[VARIABLE] = f"{_own(environ) * percent / USUAL:g}"


def next_step(percent: int, direction: int) -> int:
    """The size after the next larger (1) or smaller (-1) step; 0 is the usual one, and the ends stay."""
    if direction == 0:
        return USUAL
    if direction > 0:
        return next((step for step in STEPS if step > percent), STEPS[-1])
    return next((step for step in reversed(STEPS) if step < percent), STEPS[0])


def _own(environ: MutableMapping[str, str]) -> float:
    try:
        factor = float(environ.get(VARIABLE, "1"))
    except ValueError:
        return 1.0
    return factor if 0 < factor < float("inf") else 1.0
