"""The choice of a token with mlx-lm's own samplers. Worker processes only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from app.backends.mlx.vocabulary import Vocabulary
from app.types.generation import ChosenToken, Sampling, TokenLogprob

_SEED_BITS = 32
_LEAST_TOP_P = 1e-6
"""Only the likeliest token; mlx-lm takes 0 for "off"."""
_BAN = -1e9
"""For a bias of minus infinity: MLX would make NaN of two of them."""
_XTC_MOST = 0.5
"""Above it there are never two tokens to choose between."""


def sampler_settings(sampling: Sampling, vocabulary: int) -> dict[str, Any]:
    """Arguments of `mlx_lm.sample_utils.make_sampler`. Pure."""
    xtc = sampling.xtc_probability if sampling.xtc_threshold <= _XTC_MOST else 0.0
    return {
        "temp": sampling.temperature,
        "top_p": max(_LEAST_TOP_P, sampling.top_p),
        "min_p": sampling.min_p,
        "top_k": sampling.top_k if sampling.top_k < vocabulary else 0,
        "xtc_probability": xtc,
        "xtc_threshold": min(_XTC_MOST, sampling.xtc_threshold),
    }


def processor_settings(sampling: Sampling, vocabulary: int, context_tokens: int) -> dict[str, Any]:
    """Arguments of `mlx_lm.sample_utils.make_logits_processors`. Pure."""
    settings: dict[str, Any] = {}
    last = context_tokens if sampling.repeat_last_n < 0 else sampling.repeat_last_n
    if last and sampling.repeat_penalty != 1.0:
        settings |= {"repetition_penalty": sampling.repeat_penalty, "repetition_context_size": last}
    if last and sampling.presence_penalty:
        settings |= {"presence_penalty": sampling.presence_penalty, "presence_context_size": last}
    if last and sampling.frequency_penalty:
        settings |= {"frequency_penalty": sampling.frequency_penalty, "frequency_context_size": last}
    biases = {entry.token: max(_BAN, entry.bias) for entry in sampling.logit_bias if entry.token < vocabulary}
    if biases:
        settings["logit_bias"] = biases
    return settings


class Chooser:
    """Chooses the tokens of one answer. Belongs to the engine's thread; the source of chance is the process's."""

    def __init__(self, sampling: Sampling, vocabulary: Vocabulary, context_tokens: int) -> None:
        import mlx.core as mx
        from mlx_lm.sample_utils import make_logits_processors, make_sampler

        kept = [*vocabulary.ends, *vocabulary.split("\n")]
        self._sample = make_sampler(**sampler_settings(sampling, vocabulary.size), xtc_special_tokens=kept)
        settings = processor_settings(sampling, vocabulary.size, context_tokens)
        self._processors: list[Callable[[Any, Any], Any]] = make_logits_processors(**settings)
        self.looks_back = any(name != "logit_bias" for name in settings)
        """Whether it needs the tokens before."""
        mx.random.seed(secrets.randbits(_SEED_BITS) if sampling.seed is None else sampling.seed)

    def choose(self, before: Any, logits: Any) -> Any:
        """The next token as an array that is still to be evaluated, from logits of shape (1, vocabulary)."""
        import mlx.core as mx

        for processor in self._processors:
            logits = processor(before, logits)
        return self._sample(logits - mx.logsumexp(logits, axis=-1, keepdims=True))


def likeliest(logits: Any, token: int, count: int, text_of: Callable[[int], str]) -> ChosenToken:
    """How likely the model found a token, and the likeliest ones beside it; `logits` as before any sampler."""
    import mlx.core as mx

    row = logits.reshape(-1).astype(mx.float32)
    logprobs = row - mx.logsumexp(row)
    best = mx.argsort(-logprobs)[:count].tolist() if count else []
    values = logprobs[mx.array([token, *best])].tolist()
    shown = [TokenLogprob(number, text_of(number), value) for number, value in zip([token, *best], values, strict=True)]
    return ChosenToken(shown[0], tuple(shown[1:]))
