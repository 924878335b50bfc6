"""What a model will take with mistral.rs, from its header and the parameters of its load. Pure arithmetic.

What is left over is learnt by the manager from each load.
"""

from __future__ import annotations

from app.types.models import LoadSpec, MemoryEstimate, ModelFacts

PROCESS_BYTES = 150 * 1024 * 1024
"""The server's process before it has a model."""
_BYTES_PER_WORD = 600
_HALF = 2
"""Bytes of a number in the cache."""
_ROWS, _COPIES, _FLOAT = 256, 8, 4
_ON_PROCESSOR = ("", "auto", "cpu")


def estimate_memory(facts: ModelFacts, spec: LoadSpec, isq: str = "") -> MemoryEstimate | None:
    """What the model takes; None where the header says too little, or a graphics card is to hold it."""
    if spec.gpu_layers or spec.tuning.device not in _ON_PROCESSOR:
        return None
    if not (facts.file_bytes and facts.layers and facts.embedding_size and facts.heads):
        return None
    head = facts.embedding_size // facts.heads
    heads = facts.heads if facts.kv_heads is None else facts.kv_heads
    numbers = heads * ((facts.key_length or head) + (facts.value_length or head))
    vocabulary = facts.vocabulary or 0
    return MemoryEstimate(
        weights=_quantised(facts, isq),
        cache=spec.context_tokens * facts.layers * numbers * _HALF,
        compute=_ROWS * _COPIES * (facts.feed_forward or 4 * facts.embedding_size) * _FLOAT + _FLOAT * vocabulary,
        overhead=PROCESS_BYTES + _BYTES_PER_WORD * vocabulary,
    )


def _quantised(facts: ModelFacts, isq: str) -> int:
    """Folders are made smaller while they are loaded, to about the bits that the name of the form tells."""
    bits = next((int(sign) for sign in isq if sign.isdigit()), 0)
    return facts.file_bytes * (bits + 1) // 16 if facts.is_folder and 0 < bits < 9 else facts.file_bytes
