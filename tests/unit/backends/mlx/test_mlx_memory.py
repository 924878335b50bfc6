"""What a model is predicted to take with MLX."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.backends.mlx.memory import estimate_memory
from app.types.models import LoadSpec, ModelFacts

FACTS = ModelFacts(
    "llama",
    quantization="4 bit",
    trained_context=8192,
    layers=30,
    embedding_size=576,
    vocabulary=49152,
    file_bytes=98_421_374,
    heads=9,
    kv_heads=3,
    feed_forward=1536,
    is_folder=True,
)
SPEC = LoadSpec("m", "/m", context_tokens=2048)


def test_the_cache_is_keys_and_values_of_the_whole_window() -> None:
    found = estimate_memory(FACTS, SPEC)
    assert found is not None
    assert found.weights == FACTS.file_bytes
    assert found.cache == 2048 * 30 * 3 * 64 * 2 * 2
    assert 200e6 < found.total < 320e6, "208 MB were measured after loading, without the window"


@pytest.mark.parametrize(("wanted", "window"), [(0, 8192), (100_000, 8192), (1000, 1000)])
def test_the_window_is_the_trained_one_at_most(wanted: int, window: int) -> None:
    found = estimate_memory(FACTS, replace(SPEC, context_tokens=wanted))
    assert found is not None
    assert found.cache == window * 30 * 3 * 64 * 2 * 2


def test_full_precision_and_what_is_not_known() -> None:
    plain = replace(
        FACTS,
        quantization="F32",
        kv_heads=None,
        feed_forward=None,
        vocabulary=None,
        key_length=32,
        trained_context=None,
    )
    found = estimate_memory(plain, SPEC)
    assert found is not None
    assert found.cache == 2048 * 30 * 9 * 32 * 2 * 4


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, file_bytes=0),
        replace(FACTS, layers=None),
        replace(FACTS, embedding_size=None),
        replace(FACTS, heads=None),
        replace(FACTS, is_folder=False),
    ],
    ids=["weights", "layers", "width", "heads", "a single file"],
)
def test_without_the_sizes_nothing_is_predicted(facts: ModelFacts) -> None:
    assert estimate_memory(facts, SPEC) is None
