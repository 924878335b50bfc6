"""Which words of several texts differ: for comparisons side by side. Pure, and quick also for long texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_CELLS = 250_000
"""Words of the one text times words of the other that are compared one by one; of longer ones only what they have in
common at their beginnings and ends stays unmarked.
"""
_SINGLE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Signs of writing without spaces between words: each counts as one."""
_WORD = re.compile(rf"[{_SINGLE}]|(?:(?![{_SINGLE}])\w)+|[^\w\s]")

Span = tuple[int, int]
"""From the first character to the one after the last."""


def differing(texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """For each text the pieces that differ. Every text is compared with the first; of the first itself everything is
    marked that not all others have.
    """
    words = [[(found.start(), found.end()) for found in _WORD.finditer(text)] for text in texts]
    spoken = [[text[start:end] for start, end in spans] for text, spans in zip(texts, words, strict=True)]
    marked: list[set[int]] = [set() for _ in texts]
    for other in range(1, len(texts)):
        here, there = _different(spoken[0], spoken[other])
        marked[0] |= here
        marked[other] = there
    return tuple(_spans(*each) for each in zip(words, spoken, marked, strict=True))


def with_brackets(text: str, spans: Sequence[Span]) -> str:
    """The text with the pieces in square brackets, for where there is no other way to mark them."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], "[", text[start:end], "]"]
        last = end
    return "".join([*parts, text[last:]])


def _spans(words: Sequence[Span], spoken: Sequence[str], chosen: set[int]) -> tuple[Span, ...]:
    """Neighbours become one piece, with what stands between them, also with a single word: "to" is in every text."""
    spans: list[Span] = []
    previous = -3
    for index in sorted(chosen):
        start, end = words[index]
        joined = index == previous + 2 and spoken[index - 1].isalnum()
        if index == previous + 1 or joined:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous = index
    return tuple(spans)


def _different(a: list[str], b: list[str]) -> tuple[set[int], set[int]]:
    """The places of words that are not part of the longest common sequence."""
    first = 0
    while first < min(len(a), len(b)) and a[first] == b[first]:
        first += 1
    last = 0
    while last < min(len(a), len(b)) - first and a[-1 - last] == b[-1 - last]:
        last += 1
    rest_a, rest_b = range(first, len(a) - last), range(first, len(b) - last)
    if len(rest_a) * len(rest_b) > MAX_CELLS:
        return set(rest_a), set(rest_b)
    common = _common([a[i] for i in rest_a], [b[j] for j in rest_b])
    same_a, same_b = {first + i for i, _ in common}, {first + j for _, j in common}
    return set(rest_a) - same_a, set(rest_b) - same_b


def _common(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """The longest common sequence, as pairs of places."""
    lengths = [[0] * (len(b) + 1)]
    for word in a:
        above, row = lengths[-1], [0]
        for j, other in enumerate(b):
            row.append(above[j] + 1 if word == other else max(above[j + 1], row[j]))
        lengths.append(row)
    pairs = []
    i, j = len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif lengths[i - 1][j] >= lengths[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs
