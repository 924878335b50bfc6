"""What the encoder needs of the native side, as protocols. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from app.backends.llama_cpp.media.decode import Pixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class Chunk(Protocol):
    """A picture, a part of one, or a sound, as the library holds it."""

    @property
    def tokens(self) -> int:
        """Cells of the cache that it takes."""
        ...

    @property
    def positions(self) -> int:
        """By how much the position moves on."""
        ...

    def outline(self) -> Chunk:
        """The same without its pixels: enough to evaluate it once it is encoded."""
        ...

    def close(self) -> None:
        """Free it; twice is once."""
        ...


Piece = tuple[int, ...] | Chunk
"""Tokens that a model wants around a medium, or a medium."""


class Tokenizer(Protocol):
    """The model, as far as it splits text."""

    def tokenize(self, text: str, *, first: bool) -> list[int]:
        """Tokens of a part of a rendered prompt; `first`: the prompt begins with it."""
        ...


class Projector(Protocol):
    """What turns pictures and sounds into vectors for one model."""

    @property
    def sees(self) -> bool:
        """Whether it takes pictures."""
        ...

    @property
    def hears(self) -> bool:
        """Whether it takes sounds."""
        ...

    @property
    def sample_rate(self) -> int:
        """Samples a second of the sounds that it takes."""
        ...

    @property
    def whole_in_one(self) -> bool:
        """Its pictures are read without the causal mask."""
        ...

    def picture(self, pixels: Pixels) -> Sequence[Piece]:
        """The pieces of a picture."""
        ...

    def sound(self, samples: Vectors) -> Sequence[Piece]:
        """The pieces of a sound."""
        ...

    def encode(self, chunk: Any) -> Vectors:
        """The vectors of one of its chunks. One call that nothing can interrupt."""
        ...

    def evaluate(
        self, chunk: Any, vectors: Vectors, context: Any, sequence: int, position: int, batch_tokens: int
    ) -> int:
        """Put an encoded medium into the cache; what it returns is llama_decode's. Unless that is 0, nothing of it is
        in the sequence afterwards.
        """
        ...

    def close(self) -> None:
        """Free it; twice is once."""
        ...
