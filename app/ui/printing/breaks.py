"""Where pages end: never inside a line, never between a heading and what it stands above. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text, or whatever else is not cut; measured down the whole document."""

    top: float
    bottom: float
    keep: bool = False
    """Whether what follows belongs on the same page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of the document that one page shows."""

    top: float
    bottom: float


def sheets(strips: Iterable[Strip], height: float) -> list[Sheet]:
    """The pages of a document. What is higher than a page is cut after all."""
    whole = _merged(strips)
    pages: list[Sheet] = []
    first = 0
    while first < len(whole):
        top = whole[first].top
        end = _end(whole, first, height)
        if end == first:
            pages.extend(_cut(whole[first], height))
            first += 1
            continue
        following = whole[end].top if end < len(whole) else whole[end - 1].bottom
        pages.append(Sheet(top, min(following, top + height)))
        first = end
    return pages or [Sheet(0, height)]


def _end(whole: Sequence[Strip], first: int, height: float) -> int:
    """The first strip that is on the next page; `first` itself if it fits on none."""
    end = first
    while end < len(whole) and whole[end].bottom - whole[first].top <= height:
        end += 1
    if end in (first, len(whole)):
        return end
    better = end
    while better > first and whole[better - 1].keep:
        better -= 1
    return better if better > first else end


def _cut(strip: Strip, height: float) -> list[Sheet]:
    pages: list[Sheet] = []
    top = strip.top
    while top < strip.bottom:
        pages.append(Sheet(top, min(strip.bottom, top + height)))
        top += height
    return pages


def _merged(strips: Iterable[Strip]) -> list[Strip]:
    """Strips from top to bottom; those beside each other, as in the cells of a row, are one."""
    whole: list[Strip] = []
    for strip in sorted(strips, key=lambda strip: (strip.top, strip.bottom)):
        if whole and strip.top < whole[-1].bottom - 1:
            last = whole[-1]
            whole[-1] = Strip(last.top, max(last.bottom, strip.bottom), last.keep or strip.keep)
        else:
            whole.append(strip)
    return whole
