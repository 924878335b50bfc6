"""Notices an answer that goes round in circles. Pure: pieces in, a decision out."""

from __future__ import annotations

import re

MAX_PERIOD = 300
"""Tokens of the longest circle that is looked for: a long paragraph. Longer ones are rare, and end with the context."""
WORDS_AT_LEAST = 400
"""Tokens that repeat what came before, where the circle has words in it. A refrain of twenty tokens may come twenty
times and two hundred “ha”s may stand in a row before it counts; no one reads on beyond that."""
WORDS_TIMES = 5
"""A long circle must come round so often after its first time: a poem's refrain has verses in between, and whoever
repeats a whole paragraph five times word for word does not do it on purpose."""
SIGNS_AT_LEAST = 2000
SIGNS_TIMES = 16
"""The same for circles without two letters in a row: separators, empty table cells, arrays of 0x00. A row of dashes may
have 2,000 tokens, of one to sixteen dashes each."""
_WORD = re.compile(r"[^\W\d_]{2}")
_GRAM = 4
"""So many tokens that were there before suggest a circle: fewer are chance, with more a circle is noticed later."""


class RepetitionDetector:
    """Watches one answer, for a fraction of a microsecond per token. Not thread-safe.

    At any time one length of the circle is supposed: the distance to the last place where the newest four tokens stood
    before. As long as each token equals the one that far back, the supposition holds; when one differs, the place where
    *its* four tokens stood before is the next guess. In a true circle that finds its length within the first rounds.
    """

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._places: dict[tuple[bytes, ...], int] = {}
        self._period = 0
        self._run = 0
        self._limit = 0
        self.looping = False
        """Whether the answer goes round in circles; once it does, it stays so."""

    def feed(self, piece: bytes) -> bool:
        """One more token; whether the answer goes round in circles now."""
        pieces = self._pieces
        pieces.append(piece)
        count = len(pieces)
        if count < _GRAM:
            return False
        gram = (pieces[-4], pieces[-3], pieces[-2], piece)
        if self._period and piece == pieces[count - 1 - self._period]:
            self._run += 1
            if self._run >= self._limit:
                self._judge()
        else:
            self._suppose(count - self._places.get(gram, -MAX_PERIOD))
        self._places[gram] = count
        if count > 8 * MAX_PERIOD:
            self._forget()
        return self.looping

    def _suppose(self, period: int) -> None:
        self._period = period if period <= MAX_PERIOD else 0
        self._run = _GRAM
        self._limit = max(WORDS_AT_LEAST, WORDS_TIMES * period)

    def _judge(self) -> None:
        """Enough for words; signs may go on for longer."""
        circle = b"".join(self._pieces[-self._period :]).decode("utf-8", "replace")
        signs = max(SIGNS_AT_LEAST, SIGNS_TIMES * self._period)
        if _WORD.search(circle) or self._run >= signs:
            self.looping = True
        else:
            self._limit = signs

    def _forget(self) -> None:
        """Keep what a circle can reach back to; every so many tokens, so that it costs next to nothing."""
        dropped = len(self._pieces) - MAX_PERIOD
        del self._pieces[:dropped]
        self._places = {gram: place - dropped for gram, place in self._places.items() if place > dropped}
