"""One chain of samplers in C."""

from __future__ import annotations

import os
from typing import Any

from app.backends.llama_cpp.native.library import library
from app.types.generation import Sampling

PENALTY_WINDOW = 64
"""Tokens that the repeat penalty looks back on."""


class Sampler:
    """One chain of samplers in C, for one answer. The numbers have been checked."""

    def __init__(self, sampling: Sampling, vocabulary: int) -> None:
        self._lib = library().functions
        self._chain = self._lib.llama_sampler_chain_init(self._lib.llama_sampler_chain_default_params())
        lib, add = self._lib, self._add
        if sampling.repeat_penalty != 1.0:
            add(lib.llama_sampler_init_penalties(vocabulary, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0))
        if sampling.temperature == 0.0:
            add(lib.llama_sampler_init_greedy())
            return
        add(lib.llama_sampler_init_top_k(sampling.top_k))
        add(lib.llama_sampler_init_top_p(sampling.top_p, 1))
        add(lib.llama_sampler_init_min_p(sampling.min_p, 1))
        add(lib.llama_sampler_init_temp(sampling.temperature))
        seed = sampling.seed if sampling.seed is not None else int.from_bytes(os.urandom(4), "little") >> 1
        add(lib.llama_sampler_init_dist(seed))

    def sample(self, context: NativeContext) -> int:
        """Choose the next token from the newest logits."""
        return int(self._lib.llama_sampler_sample(self._chain, context.handle, -1))

    def close(self) -> None:
        """Free the chain; twice is once."""
        if self._chain:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None

    def _add(self, sampler: Any) -> None:
        self._lib.llama_sampler_chain_add(self._chain, sampler)
