"""Pictures that the tiny model of `tests/data/vision` was never trained with."""

from __future__ import annotations

import io

UNSEEN = 3_000_000_000
"""Training and the model's own check draw with smaller seeds."""


def picture(colour: str, shape: str, seed: int = 0, size: int = 96) -> bytes:
    """A PNG file."""
    from tests.data.vision.pictures import draw  # needs Pillow

    buffer = io.BytesIO()
    draw(colour, shape, UNSEEN + seed, size).save(buffer, "PNG")
    return buffer.getvalue()
