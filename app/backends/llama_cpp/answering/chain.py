"""From the numbers of a request to one chain of C samplers, in the order of llama.cpp's own server.

Bias, penalties, DRY, top-k, typical, top-p, min-p, XTC, temperature, and the choice at the end. A sampler that is off
is not there at all. Runs on the engine's thread; the numbers have been checked (`app.backends.sampling`).
"""

from __future__ import annotations

import ctypes
import os
from typing import Any

from app.backends.llama_cpp.native import NativeModel, library
from app.backends.sampling import MAX_LAST_N
from app.errors import InvalidInput
from app.types.generation import Sampling

SEEDS = 2**32 - 1
"""llama.cpp takes seeds below this number; the number itself means "draw one"."""
MIROSTAT_CANDIDATES = 100
"""The most likely tokens from which Mirostat 1 estimates the distribution, as in its paper."""
MAX_SHORTCUT = 4096
"""With a longer look back, cutting the vocabulary first saves nothing."""


def build_chain(model: NativeModel, sampling: Sampling, choice: int) -> Any:
    """A chain for one answer; whoever takes it frees it with `llama_sampler_free`.

    Raises:
        InvalidInput: A bias names a token that the model does not have.
    """
    builder = _Builder(model, sampling)
    _check_bias(sampling, model.vocabulary)
    builder.add_shaping()
    if sampling.temperature == 0.0:
        builder.add(builder.functions.llama_sampler_init_greedy())
    else:
        builder.add_choosing(_seed_of(sampling.seed, choice))
    return builder.chain


def looks_back(sampling: Sampling, context_tokens: int) -> int:
    """How many of the newest tokens the chain wants to know."""
    wanted = (sampling.repeat_last_n if _penalises(sampling) else 0, sampling.dry_last_n if _dry(sampling) else 0)
    return max(window(last_n, context_tokens) for last_n in wanted)


def window(last_n: int, context_tokens: int) -> int:
    """Tokens to look back on, where -1 is all of them."""
    return min(context_tokens, MAX_LAST_N) if last_n < 0 else last_n


class _Builder:
    """Adds one sampler after another. Lives on the engine's thread."""

    def __init__(self, model: NativeModel, sampling: Sampling) -> None:
        self.functions = library().functions
        self._model = model
        self._sampling = sampling
        self.chain = self.functions.llama_sampler_chain_init(self.functions.llama_sampler_chain_default_params())

    def add(self, sampler: Any) -> None:
        """The chain frees it."""
        self.functions.llama_sampler_chain_add(self.chain, sampler)

    def add_shaping(self) -> None:
        """What changes logits whether or not the choice is greedy."""
        sampling, lib = self._sampling, self.functions
        self._add_bias()
        if _penalises(sampling):
            if wanted := _enough_for_penalties(sampling):
                self.add(lib.llama_sampler_init_top_k(wanted))
            self.add(
                lib.llama_sampler_init_penalties(
                    self._model.vocabulary,
                    self._window(sampling.repeat_last_n),
                    sampling.repeat_penalty,
                    sampling.frequency_penalty,
                    sampling.presence_penalty,
                )
            )
        if _dry(sampling):
            self._add_dry()

    def add_choosing(self, seed: int) -> None:
        """What leaves tokens out, and the draw among those that remain."""
        sampling, lib = self._sampling, self.functions
        if sampling.mirostat:
            self.add(lib.llama_sampler_init_temp(sampling.temperature))
            self.add(self._mirostat(seed))
            return
        if sampling.top_k > 0:
            self.add(lib.llama_sampler_init_top_k(sampling.top_k))
        if sampling.typical_p < 1.0:
            self.add(lib.llama_sampler_init_typical(sampling.typical_p, 1))
        if sampling.top_p < 1.0:
            self.add(lib.llama_sampler_init_top_p(sampling.top_p, 1))
        if sampling.min_p > 0.0:
            self.add(lib.llama_sampler_init_min_p(sampling.min_p, 1))
        if sampling.xtc_probability > 0.0:
            self.add(lib.llama_sampler_init_xtc(sampling.xtc_probability, sampling.xtc_threshold, 1, seed))
        self.add(lib.llama_sampler_init_temp(sampling.temperature))
        self.add(lib.llama_sampler_init_dist(seed))

    def _mirostat(self, seed: int) -> Any:
        sampling, lib = self._sampling, self.functions
        tau, eta = sampling.mirostat_tau, sampling.mirostat_eta
        if sampling.mirostat == 1:
            return lib.llama_sampler_init_mirostat(self._model.vocabulary, seed, tau, eta, MIROSTAT_CANDIDATES)
        return lib.llama_sampler_init_mirostat_v2(seed, tau, eta)

    def _add_bias(self) -> None:
        """The request's, and the tokens that the model's file never wants to see written."""
        lib = self.functions
        count = ctypes.c_int32(0)
        suppressed = lib.llama_vocab_get_suppress_tokens(self._model.vocab, ctypes.byref(count))
        entries = [(bias.token, bias.bias) for bias in self._sampling.logit_bias]
        entries += [(suppressed[index], float("-inf")) for index in range(count.value)]
        if entries:
            self.add(
                lib.llama_sampler_init_logit_bias(
                    self._model.vocabulary, len(entries), (lib.llama_logit_bias * len(entries))(*entries)
                )
            )

    def _add_dry(self) -> None:
        sampling = self._sampling
        breakers = [text.encode("utf-8", "replace") for text in sampling.dry_breakers]
        self.add(
            self.functions.llama_sampler_init_dry(
                self._model.vocab,
                sampling.dry_multiplier,
                sampling.dry_base,
                sampling.dry_allowed_length,
                self._window(sampling.dry_last_n),
                (ctypes.c_char_p * len(breakers))(*breakers),
                len(breakers),
            )
        )

    def _window(self, last_n: int) -> int:
        return window(last_n, self._model.trained_context)


def _penalises(sampling: Sampling) -> bool:
    off = sampling.repeat_penalty == 1.0 and sampling.presence_penalty == 0.0 and sampling.frequency_penalty == 0.0
    return sampling.repeat_last_n != 0 and not off


def _dry(sampling: Sampling) -> bool:
    return sampling.dry_multiplier > 0.0 and sampling.dry_last_n != 0


def _enough_for_penalties(sampling: Sampling) -> int:
    """How many of the most likely tokens are enough before the penalties, with the same result; 0 where all may count.

    Penalties look every candidate up in a map, which takes longer than all the rest for a whole vocabulary. Where they
    only ever lower logits, at most the penalised tokens can fall out of the first k, so the first k plus those hold
    every token that can be among the first k afterwards.
    """
    kept = 1 if sampling.temperature == 0.0 else sampling.top_k
    lowers = sampling.repeat_penalty >= 1.0 and sampling.presence_penalty >= 0.0 and sampling.frequency_penalty >= 0.0
    bounded = 0 < sampling.repeat_last_n <= MAX_SHORTCUT and 0 < kept <= MAX_SHORTCUT
    replaced = sampling.mirostat and sampling.temperature > 0.0
    return kept + sampling.repeat_last_n if lowers and bounded and not replaced and not _dry(sampling) else 0


def _seed_of(seed: int | None, choice: int) -> int:
    return int.from_bytes(os.urandom(4), "little") % SEEDS if seed is None else (seed + choice) % SEEDS


def _check_bias(sampling: Sampling, vocabulary: int) -> None:
    if wrong := [bias.token for bias in sampling.logit_bias if not 0 <= bias.token < vocabulary]:
        raise InvalidInput(
            "The setting “logit_bias” names a token that the model does not have.",
            hint=f"Use token numbers from 0 to {vocabulary - 1}.",
            params={"setting": "logit_bias", "token": wrong[0], "low": 0, "high": vocabulary - 1},
        )
