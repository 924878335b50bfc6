"""One sequence of the context: the tokens that its cache holds, kept in step with the library."""

from __future__ import annotations

from collections.abc import Sequence as TokenSequence
from typing import Protocol

from app.backends.llama_cpp.prefix import reusable
from app.errors import EngineError

_OK, _NO_ROOM = 0, 1


class CacheContext(Protocol):
    """What a sequence needs of the native context."""

    def decode(self, tokens: TokenSequence[int]) -> int:
        """Evaluate tokens after those in the cache; the result is llama.cpp's."""
        ...

    def forget_from(self, position: int) -> bool:
        """Drop everything from a position on; False when this kind of model cannot forget in part."""
        ...

    def forget_all(self) -> None:
        """Empty the cache."""
        ...

    @property
    def length(self) -> int:
        """Tokens in the cache."""
        ...


class Sequence:
    """Evaluates tokens one after another and remembers them. Belongs to the engine's thread."""

    def __init__(self, context: CacheContext) -> None:
        self._context = context
        self._tokens: list[int] = []

    def __len__(self) -> int:
        return len(self._tokens)

    def keep_prefix(self, prompt: TokenSequence[int]) -> int:
        """Drop what the prompt does not begin with; returns how many of its tokens need no evaluation."""
        kept = reusable(self._tokens, prompt)
        if kept < len(self._tokens) and not self._context.forget_from(kept):
            kept = 0  # recurrent models keep one state, not one per position
        if kept == 0 or self._context.length != kept:
            self._context.forget_all()
            kept = 0
        del self._tokens[kept:]
        return kept

    def evaluate(self, tokens: TokenSequence[int]) -> bool:
        """Evaluate tokens after the others; False when the cache has no room for so many at once.

        Raises:
            EngineError: The library failed; the cache is empty afterwards.
        """
        code = self._context.decode(tokens)
        if code == _OK:
            self._tokens.extend(tokens)
            return True
        if code == _NO_ROOM:
            return False
        # After other codes an unknown part of the batch may be in the cache.
        self._context.forget_all()
        self._tokens.clear()
        raise EngineError("llama.cpp failed to compute.", hint="Try again.", detail=f"llama_decode returned {code}")
