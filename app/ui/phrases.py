"""The core's English sentences in the language of the window. Qt-free.

The core says what happened in plain English, with names and figures put in. A phrasebook knows the templates of these
sentences (`{0}` stands for what is put in) and finds the one that a sentence was made from: the one with the most words
of its own, where several fit. Texts of several sentences are taken apart, and what was put in is looked up as well.
What is not known stays as it is. It is only words of other programs that are long: such a text is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

MAX_TEXT = 8_000
"""Characters of a text that is looked at."""
MAX_PIECES = 40
SPAN = 6
"""So many sentences one template may have, with what is put into it."""
DEPTH = 3
"""So often what is put in is looked up in turn."""
EFFORT = 400
"""So many pieces of one text are looked up, however it is made."""
SURE = 12
"""So many characters of its own a template needs before it counts in what was put in, where other programs speak; what
begins with a figure is ours."""
NAME_WORDS = 3
"""So many words may stand before a template that has less: it begins with a name or a figure."""

_HOLE = re.compile(r"\{(\d+)\}")
_BREAK = re.compile(r"(?<=[.!?…:;·”)])\s+|\s+(?=\()")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?: [a-zA-Z/]+)?|\d{1,3}(?:,\d{3})*\.\d+ (?:[KMGT]i?B|s|tokens/s)")
_KEY = 4
"""Characters at the beginning by which templates are sorted."""


@dataclass(frozen=True, slots=True)
class _Template:
    source: str
    parts: tuple[str, ...]
    """What stands before, between and behind the holes."""
    weight: int

    @classmethod
    def of(cls, source: str) -> _Template:
        """Take a source apart."""
        parts = tuple(_HOLE.split(source)[::2])
        return cls(source, parts, sum(map(len, parts)))

    def values(self, text: str) -> Iterator[tuple[str, ...]]:
        """What may have been put in; nothing where the text was not made from this. Holes are never empty.

        Where a part between holes stands in the text more than once, each hole is as short as it can be, or as long.
        """
        first, *middle, last = self.parts
        if len(text) < self.weight + len(self.parts) - 1 or not text.startswith(first) or not text.endswith(last):
            return
        inner = text[len(first) : len(text) - len(last)]
        shortest = _cut(inner, middle)
        if shortest is not None:
            yield shortest
            longest = _cut(inner[::-1], [part[::-1] for part in reversed(middle)])
            if longest is not None and shortest != (turned := tuple(value[::-1] for value in reversed(longest))):
                yield turned


def _cut(text: str, parts: Iterable[str]) -> tuple[str, ...] | None:
    """What stands around these parts, each taken where it comes first with something before and behind it."""
    found, at = [], 0
    for part in parts:
        next_at = text.find(part, at + 1, len(text) - 1)
        if next_at < 0:
            return None
        found.append(text[at:next_at])
        at = next_at + len(part)
    return (*found, text[at:])


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in the other language."""

    text: str
    known: int = 0
    """How many characters of the English text are in the book."""
    pieces: int = 1

    def then(self, gap: str, other: _Said) -> _Said:
        """This one and another behind it."""
        return _Said(self.text + gap + other.text, self.known + other.known, self.pieces + other.pieces)

    def beats(self, other: _Said | None) -> bool:
        """More of it is known, or it is in fewer pieces."""
        return other is None or (self.known, -self.pieces) > (other.known, -other.pieces)


class Phrasebook:
    """Templates, with who translates them."""

    def __init__(
        self, templates: Iterable[str], translate: Callable[[str], str], *, comma: str = ",", point: str = "."
    ) -> None:
        """`comma` and `point` are those of numbers in the other language."""
        self._translate = translate
        self._figures = str.maketrans({",": comma, ".": point})
        by_weight = sorted(map(_Template.of, templates), key=lambda template: -template.weight)
        self._whole = {template.source for template in by_weight if len(template.parts) == 1}
        holed = [template for template in by_weight if len(template.parts) > 1]
        self._others = [template for template in holed if len(template.parts[0]) < _KEY]
        self._by_key = {
            key: [template for template in holed if template.parts[0][:_KEY] == key or len(template.parts[0]) < _KEY]
            for key in {template.parts[0][:_KEY] for template in holed}
        }
        self._left = 0

    def say(self, text: str) -> str:
        """The text in the other language, as far as it is known."""
        self._left = EFFORT
        return self._say(text, DEPTH, 0).text

    def _say(self, text: str, depth: int, least: int) -> _Said:
        if not text or not depth or len(text) > MAX_TEXT:
            return _Said(text)
        if _FIGURE.fullmatch(text):
            return _Said(text.translate(self._figures))
        whole = self._piece(text, depth, least) or self._without_stop(text, depth, least) or _Said(text)
        parts = self._in_parts(text, depth, least)
        return parts if parts is not None and parts.beats(whole) else whole

    def _without_stop(self, text: str, depth: int, least: int) -> _Said | None:
        """A sentence that was put into another one, where its full stop went."""
        said = self._piece(f"{text}.", depth, least) if least and not text.endswith(".") else None
        return replace(said, text=said.text.removesuffix(".")) if said is not None else None

    def _in_parts(self, text: str, depth: int, least: int) -> _Said | None:
        """The way of taking a text apart that leaves the least unknown; None where it has one part, or too many."""
        breaks = list(_BREAK.finditer(text))
        if not 0 < len(breaks) < MAX_PIECES:
            return None
        starts, ends = [0, *(found.end() for found in breaks)], [*(found.start() for found in breaks), len(text)]
        best: list[_Said | None] = [_Said("", pieces=0), *(None for _ in starts)]
        for last, end in enumerate(ends):
            for first in range(last, max(-1, last - SPAN), -1):
                said = self._piece(text[starts[first] : end], depth, least)
                if said is None and first == last:
                    said = _Said(text[starts[first] : end])
                before = best[first]
                if said is not None and before is not None:
                    path = before.then(text[ends[first - 1] : starts[first]] if first else "", said)
                    best[last + 1] = path if path.beats(best[last + 1]) else best[last + 1]
        return best[-1]

    def _piece(self, text: str, depth: int, least: int) -> _Said | None:
        """What was made from one template: from the one with the most words of its own."""
        self._left -= 1
        if text in self._whole:
            return _Said(self._translate(text), len(text))
        if text[-1:] == "." and text[:-1] in self._whole:
            return _Said(f"{self._translate(text[:-1])}.", len(text))
        if self._left < 0:
            return None
        for template in self._by_key.get(text[:_KEY], self._others):
            if template.weight < least and not text[0].isdigit():
                break
            best: _Said | None = None
            for values in template.values(text):
                if template.weight < SURE and not template.parts[0] and len(values[0].split()) > NAME_WORDS:
                    continue
                said = self._filled(template, values, depth)
                best = said if said.beats(best) else best
            if best is not None:
                return best
        return None

    def _filled(self, template: _Template, values: tuple[str, ...], depth: int) -> _Said:
        said = [self._say(value, depth - 1, SURE) for value in values]
        known = template.weight + sum(value.known for value in said)
        return _Said(_with_values(self._translate(template.source), [value.text for value in said]), known)


def _with_values(form: str, values: list[str]) -> str:
    """A translation with what is put in; a hole that nothing is for stays."""

    def value(found: re.Match[str]) -> str:
        number = int(found[1])
        return values[number] if number < len(values) else found[0]

    return _HOLE.sub(value, form)
