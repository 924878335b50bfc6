"""Models and adapters of a few kilobytes that the real engine loads: random numbers in the right shapes."""

from __future__ import annotations

import math
import random
from array import array
from pathlib import Path
from typing import Any

from tests.helpers.gguf_files import GgufFile, Tensor, scalar

WIDTH = 32
WORDS = ("cat", "dog", "sat", "mat", "the", "on", "red", "blue", "car", "sky")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
SMOLLM2_WIDTH = 576
_NORMAL, _CONTROL = 1, 3


def write_bert(path: Path, *, pooling: int = 1, context: int = 64, layers: int = 2) -> Path:
    """A BERT-like model that knows `WORDS`; returns the path. Pooling: 1 mean, 2 first, 3 last, 4 rank."""
    tokens = [*SPECIAL, *(f"▁{word}" for word in WORDS), *(chr(code) for code in range(97, 123))]
    keys: dict[str, Any] = {
        "general.architecture": "bert",
        "general.name": "Tiny BERT",
        "bert.context_length": context,
        "bert.embedding_length": WIDTH,
        "bert.block_count": layers,
        "bert.feed_forward_length": 2 * WIDTH,
        "bert.attention.head_count": 4,
        "bert.attention.layer_norm_epsilon": 1e-6,
        "bert.attention.causal": False,
        "bert.pooling_type": pooling,
        "tokenizer.ggml.model": "bert",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.scores": [0.0] * len(tokens),
        "tokenizer.ggml.token_type": [scalar("i32", _CONTROL)] * len(SPECIAL)
        + [scalar("i32", _NORMAL)] * (len(tokens) - len(SPECIAL)),
        "tokenizer.ggml.token_type_count": 2,
        "tokenizer.ggml.padding_token_id": 0,
        "tokenizer.ggml.unknown_token_id": 1,
        "tokenizer.ggml.bos_token_id": 2,
        "tokenizer.ggml.seperator_token_id": 3,
        "tokenizer.ggml.mask_token_id": 1,  # older versions of llama.cpp look at 103 otherwise, and crash
    }
    wide, made = 2 * WIDTH, _Made(7)
    tensors = [
        made("token_embd.weight", WIDTH, len(tokens)),
        made("position_embd.weight", WIDTH, context),
        made("token_types.weight", WIDTH, 2),
        *made.norm("token_embd_norm"),
    ]
    for layer in range(layers):
        name = f"blk.{layer}."
        for part, inner, outer in (
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", WIDTH, WIDTH),
            ("attn_v", WIDTH, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_up", WIDTH, wide),
            ("ffn_down", wide, WIDTH),
        ):
            tensors += [made(f"{name}{part}.weight", inner, outer), made(f"{name}{part}.bias", outer)]
        tensors += [*made.norm(f"{name}attn_output_norm"), *made.norm(f"{name}layer_output_norm")]
    return GgufFile(keys, tensors).write(path)


def write_lora(path: Path, *, size: float, width: int = SMOLLM2_WIDTH, architecture: str = "llama") -> Path:
    """An adapter for SmolLM2's first three layers; with `size` 0 it changes nothing. Returns the path."""
    rank, made = 4, _Made(11)
    tensors = []
    for layer in range(3):
        name = f"blk.{layer}.attn_q.weight.lora_"
        tensors += [made(f"{name}a", width, rank), made(f"{name}b", rank, width, size=size)]
    keys = {
        "general.architecture": architecture,
        "general.type": "adapter",
        "adapter.type": "lora",
        "adapter.lora.alpha": scalar("f32", float(rank)),
    }
    return GgufFile(keys, tensors).write(path)


class _Made:
    """Makes tensors; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same ones each time

    def __call__(self, name: str, *shape: int, size: float = 0.2) -> Tensor:
        numbers = array("f", (self._random.gauss(0, size) for _ in range(math.prod(shape))))
        return Tensor(name, shape, data=numbers.tobytes())

    def norm(self, name: str) -> list[Tensor]:
        ones = array("f", [1.0] * WIDTH).tobytes()
        return [Tensor(f"{name}.weight", (WIDTH,), data=ones), self(f"{name}.bias", WIDTH)]
