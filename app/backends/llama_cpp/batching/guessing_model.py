"""A small model that guesses what a large one will write: its own weights and its own cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.backends.llama_cpp.batching.rows import TILE
from app.backends.llama_cpp.cache.prefix import common_prefix
from app.backends.llama_cpp.native import NativeContext, NativeModel
from app.backends.llama_cpp.native.context import DECODED, ContextSize
from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.prompting.prompt import Unit
from app.errors import InvalidInput

_SEQUENCE = 0


class GuessingModel:
    """Guesses greedily, one token after the other. Belongs to the engine's thread; `close` frees it.

    Raises:
        ModelFileError: The file cannot be used.
        InvalidInput: The model does not fit the other one.
        EngineError: There is not enough memory.
    """

    def __init__(self, path: str, target: NativeModel, *, context_tokens: int, threads: int, safe_mode: bool) -> None:
        self._held: list[Unit] = []
        """What is in the cache."""
        self._context: NativeContext | None = None
        self._model = NativeModel(path, target.placement, safe_mode=safe_mode)
        try:
            _check_pair(self._model, target, path)
            self._tokens = min(context_tokens, self._model.trained_context)
            rows = min(TILE - 1, self._tokens)  # rounded as the model itself rounds: more guesses are right
            self._context = NativeContext(self._model, ContextSize(self._tokens, rows, 1, 1, threads))
        except BaseException:
            self.close()
            raise

    def guess(self, text: Sequence[Unit], most: int) -> list[int]:
        """What comes after a text without pictures; nothing as long as it still reads that, one batch for each call."""
        context = self._context
        if context is None or len(text) + most > self._tokens:
            return []
        self._forget(context, min(common_prefix(self._held, text), len(text) - 1))
        new = [unit for unit in text[len(self._held) :] if isinstance(unit, int)]
        if not self._read(context, new[: context.batch_tokens]) or len(new) > context.batch_tokens:
            return []
        guesses: list[int] = []
        while True:
            token = self._likeliest(context)
            if self._model.is_end(token):
                return guesses
            guesses.append(token)
            if len(guesses) == most or not self._read(context, [token]):
                return guesses

    def close(self) -> None:
        """Free everything; twice is once."""
        if self._context:
            self._context.close()
            self._context = None
        self._model.close()

    def _forget(self, context: NativeContext, kept: int) -> None:
        """Keep so much of what was read."""
        if kept < len(self._held):
            context.forget_from(_SEQUENCE, kept)
            del self._held[kept:]

    def _read(self, context: NativeContext, tokens: list[int]) -> bool:
        """Evaluate tokens; when the library fails, this model has guessed for the last time."""
        context.clear()
        self._row = context.add_chunk(_SEQUENCE, len(self._held), tokens, logits=True)
        if context.decode() != DECODED:
            self.close()
            return False
        self._held += tokens
        return True

    def _likeliest(self, context: NativeContext) -> int:
        import numpy as np

        found: Any = library().functions.llama_get_logits_ith(context.handle, self._row)
        return int(np.ctypeslib.as_array(found, (self._model.vocabulary,)).argmax())


def _check_pair(guessing: NativeModel, target: NativeModel, path: str) -> None:
    """Tokens are handed over as numbers, so both have to mean the same by them."""
    hint = "Choose a smaller model of the same family, or remove draft_model."
    if not guessing.writes or not guessing.can_forget:
        raise InvalidInput("The draft model is of a kind that cannot guess ahead.", hint=hint, detail=path)
    if (guessing.vocabulary, guessing.vocabulary_type) != (target.vocabulary, target.vocabulary_type):
        raise InvalidInput(
            "The draft model has another vocabulary than the model.",
            hint=hint,
            detail=f"{path}: {guessing.vocabulary} tokens instead of {target.vocabulary}",
            params={"path": path},
        )
