"""Which way a text runs, and a text as paragraphs that each run one way. Pure functions."""

from __future__ import annotations

import unicodedata

from app.ui.chat.markdown import Paragraph, Span
from app.ui.chat.markdown.model import LINE_BREAK

_LOOKED_AT = 200
"""Letters further behind do not decide about a line."""


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    return bool(direction(text))


def direction(text: str) -> bool | None:
    """Whether a text runs to the left; None where no letter of it says so."""
    for char in text[:_LOOKED_AT]:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return None


def one_way_paragraphs(text: str) -> list[Paragraph]:
    """A text as it was written: neighbouring lines that run the same way share a paragraph; what has no letters goes
    with the lines before it.
    """
    runs: list[list[str]] = [[]]
    way: bool | None = None
    for line in text.split("\n"):
        found = direction(line)
        if found is not None and way is not None and found is not way:
            runs.append([])
        way = found if found is not None else way
        runs[-1].append(line)
    return [Paragraph((Span(LINE_BREAK.join(run)),), joined=number > 0) for number, run in enumerate(runs)]
