"""Interface first; the implementation follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.backends.llama_cpp.media.segments import MediaPart, MediaSegment, Segment
from app.types.models import Capability

Tokenize = Callable[[str, bool], list[int]]
"""Text and whether it begins the prompt (then with the beginning token) → tokens, control tokens parsed."""


class MediaEncoder:
    """Pictures and sounds of one loaded model. Belongs to the engine's thread; close it before the model."""

    def __init__(self, model_handle: Any, projector: str, tokenize: Tokenize, *, threads: int, gpu: bool) -> None:
        raise NotImplementedError

    @property
    def abilities(self) -> frozenset[Capability]:
        """IMAGE, AUDIO, or both."""
        raise NotImplementedError

    @property
    def whole_in_one(self) -> bool:
        """Its media are read without the causal mask: the context's `n_ubatch` must hold a whole one. Ask before the
        context is made, and then make `n_ubatch` equal to `n_batch`, also on the CPU."""
        raise NotImplementedError

    def split(self, text: str, parts: Sequence[MediaPart]) -> list[Segment]:
        """A rendered prompt, with one marker for each part, as segments. Raises InvalidInput for a bad file."""
        raise NotImplementedError

    def encode(self, segment: MediaSegment) -> None:
        """Compute its vectors, unless they are known: the long part of `evaluate`, as a step of its own."""
        raise NotImplementedError

    def evaluate(self, segment: MediaSegment, context_handle: Any, sequence: int, position: int, n_batch: int) -> bool:
        """Put it into a sequence of the cache at a position; the next text goes on at `position + segment.positions`.
        False when the cache has no room; nothing of it is left in the sequence then. Encodes if need be."""
        raise NotImplementedError

    def close(self) -> None:
        """Free everything; twice is once."""
        raise NotImplementedError
