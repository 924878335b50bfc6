"""A prompt as the engine evaluates it: runs of tokens, and pictures or sounds between them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

MediaUnit: TypeAlias = tuple[str, str, int]
"""("media", the hash of what it shows, the number of the position in it)."""
Unit: TypeAlias = int | MediaUnit
"""What stands at one position of a sequence. Equal units have the same contents, so the longest common prefix of two
lists of units is what one sequence can take over from another."""


@dataclass(frozen=True, slots=True)
class TokenSegment:
    """A run of text."""

    tokens: list[int]


@dataclass(frozen=True, slots=True)
class MediaSegment:
    """A picture or a sound, which is evaluated whole."""

    key: str
    """Hash of its pixels or samples, and of what else decides its embedding."""
    tokens: int
    """Cells of the cache that it takes."""
    positions: int
    """By how much the position moves on; less than `tokens` where positions have several dimensions."""
    evaluate: Callable[[int, int], int] = field(compare=False)
    """Encode and evaluate it: `evaluate(sequence, position)` returns what llama_decode returns (0 is done, 1 is no
    room). The logits of its last row are wanted."""


Segment = TokenSegment | MediaSegment


class Prompt:
    """Segments one after another, and the units at their positions."""

    def __init__(self, segments: list[Segment]) -> None:
        self.units: list[Unit] = []
        self.media: dict[int, MediaSegment] = {}
        """By the position at which they begin."""
        self.cells = 0
        """That the whole prompt takes in the cache."""
        for segment in segments:
            if isinstance(segment, TokenSegment):
                self.units += segment.tokens
                self.cells += len(segment.tokens)
            else:
                self.media[len(self.units)] = segment
                self.units += [("media", segment.key, position) for position in range(segment.positions)]
                self.cells += segment.tokens

    def extended(self, tokens: list[int]) -> Prompt:
        """A copy that goes on with these tokens."""
        copy = Prompt([])
        copy.units, copy.media, copy.cells = [*self.units, *tokens], self.media, self.cells + len(tokens)
        return copy

    def append(self, token: int) -> None:
        """Go on with one more token."""
        self.units.append(token)
        self.cells += 1

    def __len__(self) -> int:
        return len(self.units)

    def text(self, position: int, count: int) -> list[int]:
        """So many tokens from a position on, where there is only text."""
        return [unit for unit in self.units[position : position + count] if isinstance(unit, int)]

    def text_ahead(self, position: int) -> int:
        """Tokens of text from a position on, up to the next picture or sound; 0 where one begins."""
        return min((start for start in self.media if start >= position), default=len(self.units)) - position

    def keepable(self, length: int) -> int:
        """The same beginning, or a shorter one, that does not end within a picture or a sound."""
        for start, segment in self.media.items():
            if start < length < start + segment.positions:
                return start
        return length

    @property
    def tokens(self) -> list[int]:
        """The tokens of its text, which samplers look back on."""
        return [unit for unit in self.units if isinstance(unit, int)]
