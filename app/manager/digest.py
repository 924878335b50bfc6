"""What tells one model, or one file, from another without reading gigabytes."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path

from app.types.models import ModelFacts, ModelSpec

SAMPLES = 64
"""Blocks that are looked at, spread evenly over a file: another training changes weights everywhere."""
SAMPLE_BYTES = 4096
_DIGITS = 24


async def digest_in_thread(path: Path) -> str:
    """As `file_digest`: a slow disk keeps nobody else waiting."""
    return await asyncio.to_thread(file_digest, path)


def model_digest(spec: ModelSpec, facts: ModelFacts | None) -> str:
    """Of a model's kind: its header's facts and size, else its source. The same model elsewhere has the same."""
    if facts is not None:
        return _facts_digest(facts)
    return _digest((spec.source.kind.value, spec.source.location))


@lru_cache(maxsize=1024)
def _facts_digest(facts: ModelFacts) -> str:
    """Headers do not change, and their templates are long: lists of models ask again and again."""
    return _digest(astuple(facts))


def _digest(known: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def file_digest(path: Path) -> str:
    """Of a file's content: its size and a sample of its bytes; "" when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            digest.update(str(size).encode())
            for number in range(SAMPLES):
                file.seek(max(0, size - SAMPLE_BYTES) * number // (SAMPLES - 1))
                digest.update(file.read(SAMPLE_BYTES))
    except OSError:
        return ""
    return digest.hexdigest()[:_DIGITS]
