"""What the empty page says of the computer: how large a model its memory holds. Without Qt."""

from __future__ import annotations

from app.ui.window.status_model import GB

GIB = 1024**3
SIZES = (1, 3, 4, 8, 14, 24, 32, 70, 120)
"""Billions of parameters, as models come."""
_SHARE = 0.6
"""Of the memory; the rest is the system's and other programs'."""
_BASE, _EACH = 0.8 * GIB, 0.62 * GIB
"""What any model takes with its window, and what a billion parameters take in four bits."""


def largest_model(memory_bytes: int) -> int:
    """Billions of parameters that fit well; 0 where not even the smallest do."""
    room = (memory_bytes * _SHARE - _BASE) / _EACH
    return max((size for size in SIZES if size <= room), default=0)


def whole_gigabytes(memory_bytes: int) -> int:
    """As the sidebar says it."""
    return max(1, round(memory_bytes / GB))
