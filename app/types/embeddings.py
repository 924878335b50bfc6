"""Texts as vectors, and texts as tokens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Pooling(StrEnum):
    """How the vectors of a text's tokens become one."""

    AUTO = "auto"
    """As the model was made for; mean where it says nothing."""
    MEAN = "mean"
    CLS = "cls"
    LAST = "last"
    NONE = "none"
    """One vector per token."""


@dataclass(frozen=True, slots=True)
class EmbedRequest:
    """Texts to turn into vectors."""

    texts: tuple[str, ...]
    pooling: Pooling = Pooling.AUTO
    normalize: bool = True
    """Scale every vector to the length 1."""


@dataclass(frozen=True, slots=True)
class Embeddings:
    """The vectors of each text, in the order of the texts: one, or with `Pooling.NONE` one per token."""

    texts: tuple[tuple[tuple[float, ...], ...], ...]
    tokens: int
    """Of all texts together."""


@dataclass(frozen=True, slots=True)
class TokenText:
    """A token and its text; a piece of a character is shown as U+FFFD."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class StateInfo:
    """What was saved or loaded of a conversation."""

    tokens: int
    bytes: int
