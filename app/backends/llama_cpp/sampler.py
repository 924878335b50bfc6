"""How one answer's next token is chosen: a chain of samplers in C, and a grammar beside it where there is one.

As llama.cpp's own server does it, a token is first chosen without the grammar and then checked against it; only when
the grammar refuses it, which is rare with a model that knows the form, the whole vocabulary is filtered.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from typing import Any

from app.backends.llama_cpp.chain import build_chain, looks_back
from app.backends.llama_cpp.native import NativeModel, library
from app.backends.structured.formats import grammar_for
from app.errors import EngineError, InvalidInput
from app.types.generation import AnswerFormat, ChosenToken, Sampling, TokenLogprob

MAX_GRAMMAR_SECONDS = 2.0
"""Of processor time for one token. A grammar with many readings of the same text doubles its work with each letter."""
_ROOT = b"root"
_REFUSED = float("-inf")


class SamplerChain:
    """Chooses the tokens of one answer. Lives on the engine's thread; freed by `close`, before the model.

    With `resting=True` the grammar does not count until `enforce()`: for a model that first thinks.

    Raises:
        InvalidInput: The grammar or the schema cannot be used, or a bias names a token that is not there.
    """

    def __init__(
        self,
        model: NativeModel,
        sampling: Sampling,
        answer_format: AnswerFormat,
        *,
        choice: int = 0,
        resting: bool = False,
    ) -> None:
        self._lib = library().functions
        self._sample_token = self._lib.llama_sampler_sample
        self._window = looks_back(sampling, model.trained_context)
        grammar = grammar_for(answer_format)
        self._grammar = _native_grammar(model, grammar) if grammar is not None else None
        self._constrained = self._grammar is not None and not resting
        self._candidates = _Candidates(model.vocabulary) if self._grammar is not None else None
        try:
            self._chain = build_chain(model, sampling, choice)
        except BaseException:
            self._free_grammar()
            raise

    def prime(self, tokens: Sequence[int]) -> None:
        """Tell the penalties and DRY what was in the prompt."""
        if self._window:
            for token in tokens[-self._window :]:
                self._lib.llama_sampler_accept(self._chain, token)

    def sample(self, context_handle: Any, row: int) -> int:
        """Choose the next token from a row of logits, and remember it.

        Raises:
            EngineError: No token fits the grammar any more, or the grammar takes too long.
        """
        if not self._constrained:
            return int(self._sample_token(self._chain, context_handle, row))
        return self._sample_with_grammar(context_handle, row)

    def accept(self, token: int) -> None:
        """Remember a token that was not chosen here.

        Raises:
            EngineError: The grammar does not allow it here.
        """
        if self._constrained and not self._allows(token):
            raise _stuck()
        self._remember(token)

    def enforce(self) -> None:
        """From the next token on the grammar counts."""
        self._constrained = self._grammar is not None

    def close(self) -> None:
        """Free everything; twice is once."""
        if self._chain:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None
        self._free_grammar()

    def _sample_with_grammar(self, context_handle: Any, row: int) -> int:
        candidates = self._candidates
        assert candidates is not None  # noqa: S101 (there is one wherever there is a grammar)
        started = time.thread_time()
        logits = self._lib.llama_get_logits_ith(context_handle, row)
        candidates.fill(logits)
        token = candidates.choose(self._chain)
        if not self._allows(token):
            candidates.fill(logits)
            candidates.apply(self._grammar)
            token = candidates.choose(self._chain)
            if not self._allows(token):
                raise _stuck()
        self._remember(token)
        if time.thread_time() - started > MAX_GRAMMAR_SECONDS:
            raise EngineError(
                "The grammar takes too long: it can read the same text in too many ways.",
                hint="Simplify the grammar or the schema.",
            )
        return token

    def _allows(self, token: int) -> bool:
        """Whether the grammar would take it; to accept another one would end the process."""
        single = self._lib.llama_token_data(token, 1.0, 0.0)
        array = self._lib.llama_token_data_array(ctypes.pointer(single), 1, -1, False)  # noqa: FBT003 (a C structure)
        self._lib.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return bool(single.logit != _REFUSED)

    def _remember(self, token: int) -> None:
        if self._constrained:
            self._lib.llama_sampler_accept(self._grammar, token)
        self._lib.llama_sampler_accept(self._chain, token)

    def _free_grammar(self) -> None:
        if self._grammar is not None:
            self._lib.llama_sampler_free(self._grammar)
            self._grammar = None


class _Candidates:
    """The whole vocabulary as samplers take it, filled anew for every token. Lives on the engine's thread."""

    def __init__(self, vocabulary: int) -> None:
        import numpy as np

        self._lib = library().functions
        self._fresh = np.zeros(vocabulary, dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        self._fresh["id"] = np.arange(vocabulary)
        self._data = self._fresh.copy()
        self._array = self._lib.llama_token_data_array()

    def fill(self, logits: Any) -> None:
        """All tokens in their order with these logits."""
        import numpy as np

        self._data[:] = self._fresh
        self._data["logit"] = np.ctypeslib.as_array(logits, (len(self._data),))
        self._array.data = ctypes.cast(self._data.ctypes.data, ctypes.POINTER(self._lib.llama_token_data))
        self._array.size = len(self._data)
        self._array.selected = -1
        self._array.sorted = False

    def apply(self, sampler: Any) -> None:
        """Let a sampler change them."""
        self._lib.llama_sampler_apply(sampler, ctypes.byref(self._array))

    def choose(self, chain: Any) -> int:
        """The token that a chain chooses."""
        self.apply(chain)
        return int(self._array.data[self._array.selected].id)


def logprobs(context_handle: Any, row: int, token: int, top_n: int, model: NativeModel) -> ChosenToken:
    """How likely the model itself found a token, and the likeliest ones, the likeliest first."""
    import numpy as np

    found = library().functions.llama_get_logits_ith(context_handle, row)
    logits = np.ctypeslib.as_array(found, (model.vocabulary,))
    highest = float(logits.max())
    total = highest + float(np.log(np.exp(logits - highest).sum()))

    def described(number: int) -> TokenLogprob:
        return TokenLogprob(number, model.piece(number).decode("utf-8", "replace"), float(logits[number]) - total)

    top_n = min(top_n, len(logits))
    top = np.argpartition(logits, len(logits) - top_n)[len(logits) - top_n :] if top_n else np.empty(0, dtype=np.int64)
    ordered = top[np.argsort(-logits[top], kind="stable")]
    return ChosenToken(described(token), tuple(described(int(number)) for number in ordered))


def _native_grammar(model: NativeModel, text: str) -> Any:
    lib = library()
    lib.log.take()
    vocab = lib.functions.llama_model_get_vocab(model.handle)
    grammar = lib.functions.llama_sampler_init_grammar(vocab, text.encode("utf-8", "replace"), _ROOT)
    if not grammar:
        raise InvalidInput("The grammar cannot be used.", hint="Check its rules.", detail=lib.log.take())
    return grammar


def _stuck() -> EngineError:
    return EngineError(
        "The answer cannot go on: no token of this model fits the grammar.", hint="Change the grammar or the schema."
    )
