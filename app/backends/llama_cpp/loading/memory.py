"""What a model will take with llama.cpp, from its header and the parameters of its load. Pure arithmetic.

Fitted to what llama.cpp reports of its buffers, and to the resident memory of workers, at several windows, batch sizes
and cache types; what is left over is learnt by the manager from each load. Everything counts as if it lay in the
machine's own memory: how much goes to a graphics card is decided when the model is loaded.
"""

from __future__ import annotations

import math

from app.types.models import LoadSpec, MemoryEstimate, ModelFacts

CACHE_BYTES = {
    "f32": 4.0,
    "f16": 2.0,
    "bf16": 2.0,
    "q8_0": 34 / 32,
    "q5_1": 24 / 32,
    "q5_0": 22 / 32,
    "q4_1": 20 / 32,
    "q4_0": 18 / 32,
}
"""Bytes of one number in the cache: blocks of 32 with their scales."""
CPU_ROWS = 256
"""Tokens that are computed together where no layer is on a graphics card (`native.context.MAX_CPU_ROWS`)."""
PROCESS_BYTES = 54 * 1024 * 1024
"""The worker process before it has a model."""
BYTES_PER_WORD = 350
"""Of the vocabulary's tables."""
_FLOAT = 4
_HALF = 2
_HIDDEN_COPIES = 6
"""Vectors of a row that are alive at once within a layer."""
_CACHE_STEP = 256
"""Windows are rounded up to this many tokens."""


def estimate_memory(facts: ModelFacts, spec: LoadSpec, draft_bytes: int = 0) -> MemoryEstimate | None:
    """What the model takes; None where the header says too little.

    Several answers at once share one window, so `parallel` costs next to nothing. Models that look back only over a
    sliding window in some layers take less than this. A draft model has a window of its own, of which only the size of
    its file tells: weights grow by width and depth, the cache mostly by one of them.
    """
    if not (facts.file_bytes and facts.layers and facts.embedding_size and facts.heads):
        return None
    vocabulary = facts.vocabulary or 0
    windows = 1 + math.sqrt(draft_bytes / facts.file_bytes)
    return MemoryEstimate(
        weights=facts.file_bytes,
        cache=int(_cache(facts, spec, facts.layers) * windows),
        compute=int(_compute(facts, spec, facts.embedding_size, facts.heads, vocabulary) * windows),
        overhead=PROCESS_BYTES + BYTES_PER_WORD * vocabulary,
    )


def _cache(facts: ModelFacts, spec: LoadSpec, layers: int) -> int:
    """Keys and values of every token of the window, in every layer; nothing in models that keep a state instead."""
    heads = (facts.heads or 0) if facts.kv_heads is None else facts.kv_heads
    head_size = (facts.embedding_size or 0) // (facts.heads or 1)
    key = (facts.key_length or head_size) * CACHE_BYTES.get(spec.tuning.cache_type_k, 2.0)
    value = (facts.value_length or head_size) * CACHE_BYTES.get(spec.tuning.cache_type_v, 2.0)
    return int(_window(spec) * layers * heads * (key + value))


def _compute(facts: ModelFacts, spec: LoadSpec, width: int, heads: int, vocabulary: int) -> int:
    """The largest of what one batch needs at one moment, and the logits of each answer.

    Which cells of the window a row may see is there all the time; without flash attention the scores of all heads over
    the whole window are laid out beside it.
    """
    rows = spec.batch_tokens if spec.gpu_layers > 0 else min(spec.batch_tokens, CPU_ROWS)
    window, flash = _window(spec), spec.tuning.flash_attention != "off"
    mask = window * (_HALF if flash else _FLOAT)
    attention = (0 if flash else window * heads) + _HIDDEN_COPIES * width
    feed_forward = 3 * (facts.feed_forward or 4 * width) + 4 * width
    return rows * (mask + _FLOAT * max(attention, feed_forward)) + _FLOAT * vocabulary * spec.parallel


def _window(spec: LoadSpec) -> int:
    return -(-spec.context_tokens // _CACHE_STEP) * _CACHE_STEP
