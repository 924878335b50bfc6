"""One sequence of the context: the tokens that its cache holds, kept in step with the library."""

from __future__ import annotations

from collections.abc import Sequence as TokenSequence

from app.backends.llama_cpp.native import NativeContext
from app.backends.llama_cpp.prefix import reusable
from app.errors import EngineError

_OK, _NO_ROOM = 0, 1


class Sequence:
    """Evaluates tokens one after another and remembers them. Belongs to the engine's thread."""

    def __init__(self, context: NativeContext) -> None:
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
