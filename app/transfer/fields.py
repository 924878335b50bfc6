"""Reading fields of foreign JSON: what is missing or of another type counts as not there. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

MAX_TIME = 32_503_680_000.0
"""The year 3000, in seconds."""
_MILLISECONDS = 100_000_000_000
"""A time that is larger than this counts milliseconds."""


def text_of(value: Any) -> str:
    """A text, or ""."""
    return value if isinstance(value, str) else ""


def mapping_of(value: Any) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """An array, or an empty one."""
    return value if isinstance(value, list) else []


def time_of(value: Any, otherwise: float = 0.0) -> float:
    """Seconds since the epoch, also where milliseconds are meant; `otherwise` for what is no time."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    try:
        seconds = float(value)
    except OverflowError:
        return otherwise
    if seconds > _MILLISECONDS:
        seconds /= 1000
    return seconds if math.isfinite(seconds) and 0 < seconds < MAX_TIME else otherwise
