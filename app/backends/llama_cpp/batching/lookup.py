"""Prompt lookup: where a text says again what it said before, guess that it goes on as it did then. Pure.

Summaries, corrections and code repeat long runs of their prompt; there such guesses are nearly free and mostly right.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.backends.llama_cpp.prompting.prompt import Unit

SIZES = (3, 2)
"""Tokens that have to be the same, the surer sign first."""
MAX_TEXT = 32_768
"""Positions of a prompt that are looked at, the last ones: each takes a third of a kilobyte."""
MAX_INDEXED = 4096
"""Positions that are taken in at once, some milliseconds' worth: a long prompt is spread over several steps."""


class Lookup:
    """Remembers where each run of a few tokens was last, for a text that only grows."""

    def __init__(self) -> None:
        self._after: dict[tuple[Unit, ...], int] = {}
        """The position after the last occurrence of a run."""
        self._indexed = 0

    def guess(self, units: Sequence[Unit], most: int) -> list[int]:
        """What may come next, so many tokens at most; nothing where the text's end is new."""
        self._follow(units)
        if self._indexed < len(units) - 1:
            return []
        for size in SIZES:
            start = self._after.get(tuple(units[-size:]))
            if start is not None:
                return _tokens(units[start : start + most])
        return []

    def _follow(self, units: Sequence[Unit]) -> None:
        """Take in what is new, but for the last unit, which nothing follows yet."""
        self._indexed = self._indexed or max(0, len(units) - MAX_TEXT)
        end = min(len(units) - 1, self._indexed + MAX_INDEXED)
        for position in range(self._indexed + 1, end + 1):
            for size in SIZES:
                if size <= position:
                    self._after[tuple(units[position - size : position])] = position
        self._indexed = max(self._indexed, end)


def _tokens(units: Sequence[Unit]) -> list[int]:
    """Up to the first picture or sound, which cannot be guessed."""
    tokens: list[int] = []
    for unit in units:
        if not isinstance(unit, int):
            break
        tokens.append(unit)
    return tokens
