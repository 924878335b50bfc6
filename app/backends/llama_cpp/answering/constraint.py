"""A grammar that an answer must follow, held by llama.cpp.

As llama.cpp's own server does it, a token is first chosen without the grammar and then checked against it. Where the
grammar refuses it, it filters the most likely tokens before the next choice, and only where none of those fits, the
whole vocabulary, which takes longer than all other samplers together.
"""

from __future__ import annotations

import ctypes
import time
from typing import Any

from app.backends.llama_cpp.native import NativeModel, library
from app.errors import EngineError, InvalidInput

MAX_CHOICE_SECONDS = 2.0
MAX_ACCEPT_SECONDS = 0.1
"""Of processor time for one token, a hundred times the usual. A grammar with many readings of the same text multiplies
its work, and its memory, with each letter, and nothing can interrupt it."""
LIKELY_TOKENS = 128
"""Filtered first; llama.cpp finds so many in a quarter of the time that it takes for a few more."""
_ROOT = b"root"
_REFUSED = float("-inf")


class Constraint:
    """One grammar and how far it has been followed. Lives on the engine's thread; freed by `close`.

    Raises:
        InvalidInput: llama.cpp refuses the grammar.
    """

    def __init__(self, model: NativeModel, text: str, wanted: int) -> None:
        """Make one that leaves a sampler at least so many tokens to choose from, where the grammar allows them."""
        self._model = model
        loaded = library()
        self._lib = lib = loaded.functions
        loaded.log.take()
        self._grammar = lib.llama_sampler_init_grammar(model.vocab, text.encode("utf-8", "replace"), _ROOT)
        if not self._grammar:
            raise InvalidInput("The grammar cannot be used.", hint="Check its rules.", detail=loaded.log.take())
        self._likely = lib.llama_sampler_init_top_k(max(wanted, LIKELY_TOKENS))
        self._candidates = _Candidates(model.vocabulary)

    def follow(self, text: str) -> None:
        """Go on after a text that stands before the answer."""
        for token in self._model.tokenize(text, first=False) if text else ():
            self.accept(token)

    def choose(self, chain: Any, context_handle: Any, row: int) -> int:
        """The token that the chain chooses among those that the grammar allows; neither has accepted it yet.

        Raises:
            EngineError: No token fits, or the grammar takes too long.
        """
        started = time.thread_time()
        logits = self._lib.llama_get_logits_ith(context_handle, row)
        candidates = self._candidates
        for filters in ((), (self._likely, self._grammar), (self._grammar,)):
            candidates.fill(logits)
            for sampler in filters:
                candidates.apply(sampler)
            token = candidates.choose(chain)
            if self.allows(token):
                break
        else:
            raise EngineError(
                "The answer cannot go on: no token of this model fits the grammar.",
                hint="Change the grammar or the schema.",
            )
        _check_time(started, MAX_CHOICE_SECONDS)
        return token

    def allows(self, token: int) -> bool:
        """Whether the grammar would take it."""
        single = self._lib.llama_token_data(token, 1.0, 0.0)
        array = self._lib.llama_token_data_array(ctypes.pointer(single), 1, -1, False)  # noqa: FBT003 (a C structure)
        self._lib.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return bool(single.logit != _REFUSED)

    def accept(self, token: int) -> None:
        """Go on after a token.

        Raises:
            EngineError: The grammar does not allow it here (llama.cpp would end the process), or takes too long.
        """
        if not self.allows(token):
            raise EngineError("What was written does not fit the grammar.", hint="Start the answer anew.")
        started = time.thread_time()
        self._lib.llama_sampler_accept(self._grammar, token)
        _check_time(started, MAX_ACCEPT_SECONDS)

    def close(self) -> None:
        """Free it; twice is once."""
        if self._grammar:
            self._lib.llama_sampler_free(self._grammar)
            self._lib.llama_sampler_free(self._likely)
            self._grammar = None


def _check_time(started: float, allowed: float) -> None:
    if time.thread_time() - started > allowed:
        raise EngineError(
            "The grammar takes too long: it can read the same text in too many ways.",
            hint="Make the grammar or the schema simpler.",
        )


class _Candidates:
    """The whole vocabulary as samplers take it, filled anew for every token. Lives on the engine's thread."""

    def __init__(self, vocabulary: int) -> None:
        import numpy as np

        self._lib = library().functions
        self._ids = np.arange(vocabulary, dtype=np.int32)
        self._data = np.zeros(vocabulary, dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        self._array = self._lib.llama_token_data_array()

    def fill(self, logits: Any) -> None:
        """All tokens in their order with these logits."""
        import numpy as np

        # Field by field: numpy copies whole records ten times more slowly.
        self._data["id"] = self._ids
        self._data["logit"] = np.ctypeslib.as_array(logits, (len(self._ids),))
        self._array.data = ctypes.cast(self._data.ctypes.data, ctypes.POINTER(self._lib.llama_token_data))
        self._array.size = len(self._ids)
        self._array.selected = -1
        self._array.sorted = False

    def apply(self, sampler: Any) -> None:
        """Let a sampler change them."""
        self._lib.llama_sampler_apply(sampler, ctypes.byref(self._array))

    def choose(self, chain: Any) -> int:
        """The token that a chain chooses."""
        self.apply(chain)
        return int(self._array.data[self._array.selected].id)
