"""What a prompt with pictures and sounds consists of: stretches of text tokens, and media between them. Pure.

The scheduler compares prompts as lists of units: an `int` for a text token, and for a medium one hashable placeholder
for each *position* it takes. Positions are not tokens: with M-RoPE a picture of 1,000 tokens may take 32 positions, so
`tokens` is what fills the cache and `positions` is where the text after it goes on.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from app.types.messages import AudioPart, ImagePart

MediaPart = ImagePart | AudioPart


@dataclass(frozen=True, slots=True)
class TokenSegment:
    """Text tokens, among them those that a model wants before and after a picture."""

    tokens: tuple[int, ...]

    @property
    def units(self) -> list[Hashable]:
        """The tokens themselves."""
        return list(self.tokens)

    @property
    def positions(self) -> int:
        """One for each token."""
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class MediaSegment:
    """A picture, a part of one, or a sound: evaluated whole, in a step of its own (`MediaEncoder.evaluate`)."""

    key: str
    """Equal for equal files; tells the parts of one picture apart."""
    tokens: int
    """Cells of the cache that it fills."""
    positions: int
    """Positions that it takes."""
    part: MediaPart = field(repr=False, compare=False)
    """The file itself, for when what was encoded is not in memory any more."""
    index: int = field(default=0, compare=False)
    """Which medium among those that the file was split into."""

    @property
    def units(self) -> list[Hashable]:
        """One placeholder for each position."""
        return [("media", self.key, number) for number in range(self.positions)]


Segment = TokenSegment | MediaSegment


def units_of(segments: Sequence[Segment]) -> list[Hashable]:
    """A prompt as the scheduler compares it; its indexes are positions."""
    return [unit for segment in segments for unit in segment.units]


def tokens_of(segments: Sequence[Segment]) -> int:
    """Cells of the cache that a prompt fills."""
    return sum(len(segment.tokens) if isinstance(segment, TokenSegment) else segment.tokens for segment in segments)


def media_at(segments: Sequence[Segment], position: int) -> MediaSegment | None:
    """The medium that begins at this position, if one does."""
    start = 0
    for segment in segments:
        if start == position and isinstance(segment, MediaSegment):
            return segment
        start += segment.positions
        if start > position:
            break
    return None


def whole_media(segments: Sequence[Segment], position: int) -> int:
    """The last position up to this one that does not lie inside a medium: only there a prefix may end."""
    start = 0
    for segment in segments:
        end = start + segment.positions
        if position < end:
            return start if isinstance(segment, MediaSegment) else position
        start = end
    return position


def text_until(segments: Sequence[Segment], position: int) -> int:
    """Where the text that begins or goes on at this position ends: the next medium, or the prompt's end."""
    start = 0
    for segment in segments:
        if start >= position and isinstance(segment, MediaSegment):
            return start
        start += segment.positions
    return start
