"""How the tokens of one answer are chosen: a chain of samplers in C, and beside it a grammar where there is one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from app.backends.llama_cpp.answering.chain import build_chain, looks_back
from app.backends.llama_cpp.answering.constraint import Constraint
from app.backends.llama_cpp.native import NativeModel, library
from app.backends.structured.formats import grammar_for
from app.types.generation import AnswerFormat, ChosenToken, Sampling, TokenLogprob

_NEVER = float("-inf")


class SamplerChain:
    """Chooses the tokens of one answer. Lives on the engine's thread; freed by `close`, before the model.

    With `resting=True` the form does not count until `enforce()`: for a model that thinks before it answers. `opened`
    is the beginning of the form with which the prompt already ends.

    Raises:
        InvalidInput: The grammar or the schema cannot be used, or a bias names a token that the model does not have.
    """

    def __init__(
        self,
        model: NativeModel,
        sampling: Sampling,
        answer_format: AnswerFormat,
        *,
        choice: int = 0,
        resting: bool = False,
        opened: str = "",
    ) -> None:
        self._lib = library().functions
        self._sample_token = self._lib.llama_sampler_sample
        self._window = looks_back(sampling, model.trained_context)
        self._chain = build_chain(model, sampling, choice)
        self._constraint: Constraint | None = None
        self._enforced: Constraint | None = None
        try:
            grammar = grammar_for(answer_format)
            if grammar is not None:
                self._constraint = Constraint(model, grammar, sampling.top_k)
                self._constraint.follow(opened)
        except BaseException:
            self.close()
            raise
        if not resting:
            self.enforce()

    def enforce(self) -> None:
        """From the next token on the form counts."""
        self._enforced = self._constraint

    def prime(self, tokens: Sequence[int]) -> None:
        """Tell the penalties and DRY what stands before the answer."""
        if self._window:
            for token in tokens[-self._window :]:
                self._lib.llama_sampler_accept(self._chain, token)

    def sample(self, context_handle: Any, row: int) -> int:
        """Choose the next token from a row of logits, and remember it.

        Raises:
            EngineError: No token fits the form any more, or the grammar takes too long.
        """
        if self._enforced is None:
            return int(self._sample_token(self._chain, context_handle, row))
        token = self._enforced.choose(self._chain, context_handle, row)
        self.accept(token)
        return token

    def accept(self, token: int) -> None:
        """Remember a token that was not chosen here.

        Raises:
            EngineError: The form does not allow it here.
        """
        if self._enforced is not None:
            self._enforced.accept(token)
        self._lib.llama_sampler_accept(self._chain, token)

    def close(self) -> None:
        """Free everything; twice is once."""
        self._enforced = None
        if self._constraint is not None:
            self._constraint.close()
            self._constraint = None
        if self._chain:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None


def logprobs(context_handle: Any, row: int, token: int, top_n: int, model: NativeModel) -> ChosenToken:
    """How likely the model itself found a token, and the likeliest ones, the likeliest first."""
    import numpy as np

    found = library().functions.llama_get_logits_ith(context_handle, row)
    logits = np.ctypeslib.as_array(found, (model.vocabulary,)).copy()
    likeliest = int(logits.argmax())
    highest = float(logits[likeliest])
    total = highest + math.log(float(np.exp(logits - highest).sum(dtype=np.float64)))

    def described(number: int) -> TokenLogprob:
        return TokenLogprob(number, model.piece(number).decode("utf-8", "replace"), float(logits[number]) - total)

    chosen = described(token)
    alternatives: list[TokenLogprob] = []
    for _ in range(min(top_n, len(logits))):  # few enough that looking again is quicker than sorting
        alternatives.append(described(likeliest))
        logits[likeliest] = _NEVER
        likeliest = int(logits.argmax())
    return ChosenToken(chosen, tuple(alternatives))
