"""What is foreseen of a model's memory with mistral.rs."""

from __future__ import annotations

from dataclasses import replace

from app.backends.base import Estimates
from app.backends.mistral_rs.memory import estimate_memory
from app.backends.registry import engines
from app.types.models import BackendName, LoadSpec, ModelFacts, Tuning

FACTS = ModelFacts("llama", file_bytes=4 << 30, layers=32, embedding_size=4096, heads=32, kv_heads=8, vocabulary=32000)
SPEC = LoadSpec("m", "/m.gguf", context_tokens=8192)


def test_the_window_counts_beside_the_weights() -> None:
    estimate = estimate_memory(FACTS, SPEC)
    assert estimate is not None
    assert estimate.weights == 4 << 30
    assert estimate.cache == 8192 * 32 * 8 * 256 * 2
    longer = estimate_memory(FACTS, replace(SPEC, context_tokens=16384))
    assert longer is not None
    assert longer.cache == 2 * estimate.cache


def test_a_folder_that_is_quantised_while_it_is_loaded_takes_less() -> None:
    folder = replace(FACTS, is_folder=True)
    whole, less, file = (
        estimate_memory(*case) for case in ((folder, SPEC), (folder, SPEC, "Q4K"), (FACTS, SPEC, "Q4K"))
    )
    assert whole is not None
    assert less is not None
    assert file is not None
    assert less.weights < whole.weights / 3
    assert file.weights == FACTS.file_bytes


def test_nothing_is_foreseen_of_a_graphics_card_or_of_a_poor_header() -> None:
    assert estimate_memory(FACTS, replace(SPEC, gpu_layers=-1)) is None
    assert estimate_memory(FACTS, replace(SPEC, tuning=Tuning(device="cuda:0"))) is None
    assert estimate_memory(ModelFacts("llama", file_bytes=100), SPEC) is None


def test_the_engine_tells() -> None:
    engine = engines()[BackendName.MISTRAL_RS]
    assert isinstance(engine, Estimates)
    assert engine.estimate(FACTS, SPEC) == estimate_memory(FACTS, SPEC)
