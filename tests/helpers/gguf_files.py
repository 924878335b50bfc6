"""Builds small valid GGUF files, and broken ones on purpose, for tests that need no real model."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KINDS = {"u8": 0, "i8": 1, "u16": 2, "i16": 3, "u32": 4, "i32": 5, "f32": 6, "bool": 7, "u64": 10, "i64": 11, "f64": 12}
_FORMS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_F32 = 0


@dataclass(frozen=True)
class Raw:
    """A metadata value as bytes, with its type number: for broken files."""

    kind: int
    data: bytes


@dataclass(frozen=True)
class Tensor:
    """One tensor's description; `data_bytes` zeros stand for its weights."""

    name: str = "token_embd.weight"
    shape: tuple[int, ...] = (8, 4)
    kind: int = _F32
    data_bytes: int = 8 * 4 * 4
    offset: int | None = None
    """None: after the tensor before it, aligned."""


@dataclass(frozen=True)
class GgufFile:
    """A GGUF to be; every field may be set to nonsense. Integers are written as u32, sequences of texts as arrays."""

    metadata: Mapping[str, Any] = field(default_factory=dict)
    tensors: Sequence[Tensor] = (Tensor(),)
    version: int = 3
    magic: bytes = b"GGUF"
    alignment: int = 32
    key_count: int | None = None
    tensor_count: int | None = None
    more_keys: Iterable[tuple[str, Any]] = ()
    """After the metadata; may repeat a key."""

    def to_bytes(self) -> bytes:
        """The file's content."""
        keys = [*self.metadata.items(), *self.more_keys]
        counts = (
            len(self.tensors) if self.tensor_count is None else self.tensor_count,
            len(keys) if self.key_count is None else self.key_count,
        )
        head = self.magic + struct.pack("<IQQ", self.version, *counts)
        head += b"".join(text(key) + value(item) for key, item in keys)
        data = b""
        for tensor in self.tensors:
            data = _pad(data, self.alignment)
            offset = len(data) if tensor.offset is None else tensor.offset
            head += text(tensor.name) + struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
            head += struct.pack("<IQ", tensor.kind, offset)
            data += bytes(tensor.data_bytes)
        return _pad(head, self.alignment) + data

    def write(self, path: Path) -> Path:
        """Write it to `path`; returns the path."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.to_bytes())
        return path


def tiny_gguf(name: str = "Tiny", **metadata: Any) -> GgufFile:
    """A plausible llama of 32 parameters; `metadata` adds or replaces keys, with "__" for "."; None takes one out."""
    keys: dict[str, Any] = {
        "general.architecture": "llama",
        "general.name": name,
        "general.file_type": 0,
        "llama.context_length": 2048,
        "llama.block_count": 2,
        "llama.embedding_length": 8,
        "tokenizer.ggml.tokens": ["<s>", "</s>", "a", "ä"],
        "tokenizer.ggml.scores": [0.0, 0.5, 1.0, 1.5],
        "tokenizer.chat_template": "{{ messages }}",
    }
    keys |= {key.replace("__", "."): item for key, item in metadata.items()}
    return GgufFile({key: item for key, item in keys.items() if item is not None})


def write_tiny_gguf(path: Path, name: str = "Tiny", **metadata: Any) -> Path:
    """Write `tiny_gguf(name, …)` to `path`; returns the path."""
    return tiny_gguf(name, **metadata).write(path)


def projector_gguf(**metadata: Any) -> GgufFile:
    """A plausible projector (llava's kind) from an encoder of width 6 to models of width 8; `metadata` as above."""
    keys: dict[str, Any] = {
        "general.architecture": "clip",
        "clip.projector_type": "mlp",
        "clip.has_vision_encoder": True,
        "clip.vision.block_count": 2,
        "clip.vision.embedding_length": 6,
        "clip.vision.projection_dim": 8,
    }
    keys |= {key.replace("__", "."): item for key, item in metadata.items()}
    shapes: dict[str, tuple[int, ...]] = {"v.patch_embd.weight": (2, 2, 3, 6), "v.position_embd.weight": (6, 4)}
    for block in range(2):
        for part in ("attn_q", "attn_k", "attn_v", "attn_out"):
            shapes[f"v.blk.{block}.{part}.weight"] = (6, 6)
            shapes[f"v.blk.{block}.{part}.bias"] = (6,)
        for part in ("ln1", "ln2"):
            shapes[f"v.blk.{block}.{part}.weight"] = shapes[f"v.blk.{block}.{part}.bias"] = (6,)
    shapes |= {"mm.0.weight": (6, 8), "mm.0.bias": (8,), "mm.2.weight": (8, 8), "mm.2.bias": (8,)}
    tensors = [Tensor(name, shape, data_bytes=4 * math.prod(shape)) for name, shape in shapes.items()]
    return GgufFile({key: item for key, item in keys.items() if item is not None}, tensors)


def text(content: str) -> bytes:
    """A string as GGUF stores it."""
    raw = content.encode()
    return struct.pack("<Q", len(raw)) + raw


def value(item: Any) -> bytes:
    """A metadata value with its type number in front."""
    if isinstance(item, Raw):
        return struct.pack("<I", item.kind) + item.data
    kind, data = _typed(item)
    return struct.pack("<I", kind) + data


def scalar(kind: str, number: float) -> Raw:
    """A number of a certain type, such as "u64"."""
    return Raw(KINDS[kind], struct.pack(f"<{_FORMS[KINDS[kind]]}", number))


def _typed(item: Any) -> tuple[int, bytes]:
    if isinstance(item, bool):
        return KINDS["bool"], struct.pack("<?", item)
    if isinstance(item, int):
        return KINDS["u32"], struct.pack("<I", item)
    if isinstance(item, float):
        return KINDS["f32"], struct.pack("<f", item)
    if isinstance(item, str):
        return 8, text(item)
    parts = [_typed(part) for part in item]
    return 9, struct.pack("<IQ", parts[0][0] if parts else 8, len(parts)) + b"".join(data for _, data in parts)


def _pad(data: bytes, alignment: int) -> bytes:
    return data + bytes(-len(data) % max(1, alignment))
