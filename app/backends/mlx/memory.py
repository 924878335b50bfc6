"""What a model will take with MLX, from its configuration and the parameters of its load. Pure arithmetic.

What is left over is learnt by the manager from each load.
"""

from __future__ import annotations

from app.types.models import LoadSpec, MemoryEstimate, ModelFacts

PROCESS_BYTES = 100 * 1024 * 1024
"""The worker process with MLX and its libraries, before it has a model."""
BYTES_PER_WORD = 600
"""Of the vocabulary's tables."""
_NUMBER = {"F32": 4}
_HALF = 2
_ROWS = 64
"""Tokens that are computed together, as a rule."""
_COPIES = 8
"""Vectors of a row that are alive at once within a layer."""


def estimate_memory(facts: ModelFacts, spec: LoadSpec) -> MemoryEstimate | None:
    """What the model takes; None where the configuration says too little."""
    if not (facts.is_folder and facts.file_bytes and facts.layers and facts.embedding_size and facts.heads):
        return None
    window = min(spec.context_tokens or facts.trained_context or 0, facts.trained_context or spec.context_tokens)
    head = facts.key_length or facts.embedding_size // facts.heads
    number = _NUMBER.get(facts.quantization, _HALF)
    vocabulary = facts.vocabulary or 0
    width = facts.feed_forward or 4 * facts.embedding_size
    return MemoryEstimate(
        weights=facts.file_bytes,
        cache=2 * window * facts.layers * (facts.kv_heads or facts.heads) * head * number,
        compute=_ROWS * width * _COPIES * number + 4 * vocabulary,
        overhead=PROCESS_BYTES + BYTES_PER_WORD * vocabulary,
    )
