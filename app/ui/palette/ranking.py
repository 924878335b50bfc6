"""How well a text answers what was typed: beginnings before parts, parts before scattered letters. Without Qt.

Case and accents do not count.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum

MAX_QUERY = 200
MIN_SCATTERED = 2
"""Fewer letters would stand scattered in nearly every text."""
MAX_SPREAD = 4
"""Scattered letters stand at most so many times as far apart as in the query."""


class Fit(IntEnum):
    """How a word of the query stands in a text; the whole query fits as badly as its worst word."""

    BESIDE = 1
    """Only in the words beside the text."""
    SCATTERED = 2
    INSIDE = 3
    WORD = 4
    """Where a word of the text begins."""
    START = 5
    """Where the text begins."""


@dataclass(frozen=True, slots=True)
class Match:
    """That a text answers the query, and how well."""

    fit: Fit
    score: float
    """Between texts of one list: the higher the better."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text that is compared often, and words beside it under which people may look for it."""

    text: str
    beside: str = ""

    @staticmethod
    def of(text: str, beside: str = "") -> Folded:
        """Fold both."""
        return Folded(fold(text), fold(beside))


def fold(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query."""
    return tuple(fold(query[:MAX_QUERY]).split())


def match(words: tuple[str, ...], text: Folded) -> Match | None:
    """How well a text answers all words; None where one of them is nowhere. No words fit everywhere."""
    fit, score = Fit.START, 0.0
    for word in words:
        found = _fit(word, text)
        if found is None:
            return None
        fit = min(fit, found)
        score += found
    whole = 1.0 if " ".join(words) == text.text else 0.0
    shorter = min(len(text.text), MAX_QUERY) / (2 * MAX_QUERY)
    return Match(fit, score / max(1, len(words)) + whole - shorter)


def fits_still(words: tuple[str, ...], text: str) -> bool:
    """Whether all words stand somewhere in a text: what was found for a shorter query then counts for this one too."""
    folded = fold(text)
    return all(word in folded for word in words)


def _fit(word: str, text: Folded) -> Fit | None:
    at = text.text.find(word)
    if at == 0:
        return Fit.START
    if at > 0:
        return Fit.WORD if _begins_a_word(at, word, text.text) else Fit.INSIDE
    if len(word) >= MIN_SCATTERED and _is_scattered(word, text.text):
        return Fit.SCATTERED
    return Fit.BESIDE if word in text.beside else None


def _begins_a_word(at: int, word: str, text: str) -> bool:
    while at > 0:
        if not text[at - 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def _is_scattered(word: str, text: str) -> bool:
    """Whether the letters stand in their order and not too far apart, the first one where a word begins."""
    start = text.find(word[0])
    while start >= 0:
        if start == 0 or not text[start - 1].isalnum():
            end = _end_from(start, word, text)
            if end < 0 or end - start < MAX_SPREAD * len(word):
                return end >= 0
        start = text.find(word[0], start + 1)
    return False


def _end_from(start: int, word: str, text: str) -> int:
    """Where the last letter stands when each one is the nearest after the one before; -1 when one does not come."""
    place = start
    for letter in word[1:]:
        place = text.find(letter, place + 1)
        if place < 0:
            return -1
    return place
