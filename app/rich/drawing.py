"""A drawn formula as a value, checked: what the drawing process says is believed as little as what a model writes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

MAX_TEX = 4_000
"""A longer formula is shown as its source."""
MAX_SVG = 400_000
MAX_EMS = 400
"""No side of a picture is longer."""
INK = "black"
"""The colour that a picture has where the formula names none."""
UNITS = 20
"""The size of the letters in the pictures' own units."""

_TAGS = re.compile(r"<\s*([^\s/>]+)")
_ALLOWED = frozenset({"svg", "path", "rect", "/svg", "/path", "/rect"})
_VIEW = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


@dataclass(frozen=True, slots=True)
class Wanted:
    """A formula to be drawn."""

    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a formula; measures in ems of the text around it."""

    svg: str
    width: float
    height: float
    ascent: float
    """How much of the height stands above the line of writing."""

    def colored(self, color: str) -> str:
        """The picture in a colour ("#RRGGBB"), but for what the formula itself colours."""
        return self.svg.replace(f'fill="{INK}"', f'fill="{color}"')


def drawing_from(answer: Any) -> Drawing | None:
    """What the drawing process answered; None if it failed, or if that is no picture to be shown."""
    svg = answer.get("svg") if isinstance(answer, dict) else None
    if not isinstance(svg, str) or not svg.startswith("<svg ") or len(svg) > MAX_SVG:
        return None
    tags = [match[1] for match in _TAGS.finditer(svg)]
    view = _VIEW.search(svg)
    if view is None or any(tag not in _ALLOWED for tag in tags) or tags.count("svg") > 1 or "url(" in svg:
        return None
    try:
        _, top, width, height = (float(part) / UNITS for part in view.groups())
    except ValueError:
        return None
    if not all(math.isfinite(part) for part in (top, width, height)):
        return None
    if not (0 < width <= MAX_EMS and 0 < height <= MAX_EMS):
        return None
    return Drawing(svg, width, height, min(height, max(0.0, -top)))


def expected_lines(tex: str) -> float:
    """About how many lines high a formula that stands alone will be, so that its room can be kept."""
    rows = 1 + tex.count("\\\\")
    tall = any(sign in tex for sign in ("\\frac", "\\dfrac", "\\sum", "\\int", "\\prod", "\\lim", "\\binom"))
    return min(20.0, rows * (1.9 if tall else 1.1))
