"""How much of a chat that outgrew the model's window is read. Pure: numbers in, decision out.

What is left out goes in steps, down to half the window, so that the beginning of the prompt stays the same for many
turns and need not be read again at each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.types.chats import ContextPolicy

MAX_SUMMARY_TOKENS = 512
WORDS_PER_TOKEN = 0.5
"""Cautious: what a model is asked for stays under what it is given."""
MIN_CHARACTERS = 200
"""Less is not summed up at once."""
SHARE_PER_CALL = 0.65
"""Of the window, for the text that is summed up at once; the rest is for the words around it and a wrong guess."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The shares of one model's window."""

    context_tokens: int
    max_tokens: int | None = None
    """The limit of the answer, if one is set."""

    @property
    def most(self) -> int:
        """The longest prompt that leaves room for an answer."""
        quarter = self.context_tokens // 4
        return self.context_tokens - (quarter if self.max_tokens is None else min(self.max_tokens, quarter))

    @property
    def summary_tokens(self) -> int:
        """The longest summary."""
        return max(1, min(MAX_SUMMARY_TOKENS, self.context_tokens // 8))

    @property
    def summary_words(self) -> int:
        """How many words the model is told to write."""
        return max(10, int(self.summary_tokens * WORDS_PER_TOKEN))

    def step(self, policy: ContextPolicy) -> int:
        """The tokens that are kept when something has to be left out."""
        return self.context_tokens // 2 - (self.summary_tokens if policy is ContextPolicy.SUMMARISE else 0)

    def characters_per_call(self, characters: int, tokens: int) -> int:
        """How much text is summed up at once, given how many tokens how many characters were."""
        return max(MIN_CHARACTERS, int(self.context_tokens * SHARE_PER_CALL * characters / max(1, tokens)))


@dataclass(frozen=True, slots=True)
class Piece:
    """Text for one call of the model."""

    text: str
    through: int
    """How many of the turns are summed up when this piece is."""


def pieces(turns: Sequence[str], most: int) -> Iterator[Piece]:
    """The turns in pieces of at most `most` characters: whole ones together, one that is longer cut."""
    held: list[str] = []
    for index, turn in enumerate(turns):
        if held and len(turn) + sum(map(len, held)) > most:
            yield Piece("\n\n".join(held), index)
            held = []
        cuts = range(0, max(0, len(turn) - most), most)
        for start in cuts:
            yield Piece(turn[start : start + most], index)
        held.append(turn[len(cuts) * most :])
    if held:
        yield Piece("\n\n".join(held), len(turns))


def left_out_words(count: int, *, summed_up: bool) -> str:
    """What a person is told under an answer."""
    which = "The first message was" if count == 1 else f"The first {count:,} messages were"
    how = "read as a summary" if summed_up else "not read"
    return f"{which} {how}: the chat is longer than the model's window."


def summing_up_words(count: int) -> str:
    """What a person is told while the model sums up."""
    return "Summing up the first message…" if count == 1 else f"Summing up the first {count:,} messages…"
