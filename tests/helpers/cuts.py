"""Cuts a text into pieces at random, as tokens do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise


def cuttings(text: str, count: int = 40) -> Iterator[list[str]]:
    """The text whole, in single characters, and in `count` random ways."""
    yield [text]
    yield list(text)
    chooser = random.Random(len(text))  # noqa: S311 (reproducible cases, not secrets)
    for _ in range(count):
        places = sorted(chooser.sample(range(1, len(text)), min(len(text) - 1, chooser.randint(1, 12))))
        yield [text[start:end] for start, end in pairwise([0, *places, len(text)])]
