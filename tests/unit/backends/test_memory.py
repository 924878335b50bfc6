"""What a model takes, against what llama.cpp 0c1e570 reported and workers were measured to take (SmolLM2, Q4_1)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.llama_cpp.engine import LlamaCppEngine
from app.backends.llama_cpp.loading.memory import CPU_ROWS, estimate_memory
from app.backends.llama_cpp.native.context import MAX_CPU_ROWS
from app.types.models import LoadSpec, MemoryEstimate, ModelFacts, Speculation, Tuning

MIB = 1024 * 1024
SMOLLM = ModelFacts(
    "llama",
    vocabulary=49152,
    layers=30,
    embedding_size=576,
    heads=9,
    kv_heads=3,
    feed_forward=1536,
    file_bytes=97_700_000,
)
F16, FLASH, NO_FLASH = Tuning(), Tuning(flash_attention="on"), Tuning(flash_attention="off")


def spec(context_tokens: int, *, tuning: Tuning = F16, batch: int = 512, gpu_layers: int = 0) -> LoadSpec:
    return LoadSpec("m", "", context_tokens, batch_tokens=batch, gpu_layers=gpu_layers, parallel=4, tuning=tuning)


def estimate(wanted: LoadSpec, facts: ModelFacts = SMOLLM) -> MemoryEstimate:
    found = estimate_memory(facts, wanted)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("context_tokens", "kind", "reported"),
    [(512, "f16", 11.25), (2048, "f16", 45.0), (8192, "f16", 180.0), (8192, "q8_0", 95.625), (8192, "q4_0", 50.625)],
)
def test_the_cache_is_what_llama_cpp_reports(context_tokens: int, kind: str, reported: float) -> None:
    tuning = Tuning(cache_type_k=kind, cache_type_v=kind)
    assert estimate(spec(context_tokens, tuning=tuning)).cache == reported * MIB


@pytest.mark.parametrize(
    ("wanted", "reported"),
    [
        (spec(2048), 7.76),
        (spec(8192), 10.76),
        (spec(2048, tuning=NO_FLASH), 23.19),
        (spec(8192, tuning=NO_FLASH), 83.19),
        (spec(2048, batch=520, gpu_layers=99), 15.75),
        (spec(8192, batch=520, gpu_layers=99), 21.85),
        (spec(2048, batch=520, gpu_layers=99, tuning=NO_FLASH), 47.11),
        (spec(8192, batch=520, gpu_layers=99, tuning=NO_FLASH), 168.98),
    ],
)
def test_the_compute_buffer_is_close_to_what_llama_cpp_reports(wanted: LoadSpec, reported: float) -> None:
    outputs = 0.75
    assert estimate(wanted).compute / MIB == pytest.approx(reported + outputs, rel=0.02)


@pytest.mark.parametrize(("context_tokens", "measured"), [(512, 184), (2048, 218), (8192, 353)])
def test_the_whole_is_close_to_what_workers_took_after_an_answer(context_tokens: int, measured: int) -> None:
    assert estimate(spec(context_tokens)).total / MIB == pytest.approx(measured, rel=0.03)


def test_more_answers_at_once_do_not_take_another_window() -> None:
    one, many = (estimate(replace(spec(8192), parallel=parallel)) for parallel in (1, 8))
    assert one.cache == many.cache
    assert many.total - one.total == 7 * 4 * 49152


def test_windows_are_rounded_up_and_small_batches_take_less() -> None:
    assert estimate(spec(1)).cache == estimate(spec(256)).cache
    assert estimate(spec(8192, batch=16)).compute < estimate(spec(8192)).compute


def test_flash_attention_is_on_unless_it_is_refused() -> None:
    for wanted in (spec(8192), spec(8192, gpu_layers=9)):
        assert estimate(wanted).compute == estimate(replace(wanted, tuning=FLASH)).compute
        assert estimate(wanted).compute < estimate(replace(wanted, tuning=NO_FLASH)).compute


def test_as_many_tokens_are_computed_together_as_is_reckoned_with() -> None:
    assert CPU_ROWS == MAX_CPU_ROWS


def test_wide_feed_forward_layers_count() -> None:
    wide = replace(SMOLLM, feed_forward=100_000)
    assert estimate(spec(512), wide).compute > estimate(spec(512)).compute
    guessed = replace(SMOLLM, feed_forward=None, vocabulary=None)
    assert estimate(spec(512), guessed).compute > 0


def test_headers_with_their_own_head_sizes_and_without_shared_heads() -> None:
    own = replace(SMOLLM, key_length=128, value_length=32)
    assert estimate(spec(512), own).cache == 512 * 30 * 3 * (128 + 32) * 2
    assert estimate(spec(512), replace(SMOLLM, kv_heads=None)).cache == 3 * estimate(spec(512)).cache
    assert estimate(spec(512), replace(SMOLLM, kv_heads=0)).cache == 0, "a model that keeps a state"


@pytest.mark.parametrize(
    "silent",
    [
        replace(SMOLLM, layers=None),
        replace(SMOLLM, embedding_size=None),
        replace(SMOLLM, heads=None),
        replace(SMOLLM, file_bytes=0),
    ],
)
def test_a_header_that_says_too_little_gives_no_figure(silent: ModelFacts) -> None:
    assert estimate_memory(silent, spec(512)) is None


def test_an_unknown_cache_type_counts_as_the_usual_one() -> None:
    odd = Tuning(cache_type_k="later", cache_type_v="later")
    assert estimate(spec(512, tuning=odd)).cache == estimate(spec(512)).cache


def test_the_engine_says_so_too() -> None:
    assert LlamaCppEngine().estimate(SMOLLM, spec(512)) == estimate(spec(512))


def test_a_draft_model_has_a_window_of_its_own(tmp_path: Path) -> None:
    draft = tmp_path / "draft.gguf"
    with draft.open("wb") as file:
        file.truncate(SMOLLM.file_bytes // 4)
    alone, wanted = spec(8192), replace(spec(8192), draft_model=str(draft))
    engine = LlamaCppEngine()
    found = engine.estimate(SMOLLM, wanted)
    assert found is not None
    assert found.cache == pytest.approx(1.5 * estimate(alone).cache)
    assert found.weights == estimate(alone).weights, "the manager counts the file itself"
    assert engine.estimate(SMOLLM, replace(wanted, tuning=Tuning(speculation=Speculation.OFF))) == estimate(alone)
    assert engine.estimate(SMOLLM, replace(wanted, draft_model=str(tmp_path / "gone"))) == estimate(alone)
