"""The pure decisions: restarts, engines, load parameters."""

from __future__ import annotations

from dataclasses import replace

from app.backends.base import Capabilities
from app.bridge.signatures import RankedEngine, Selection
from app.manager.policy import (
    NO_DEATHS,
    RESTARTS_FORGOTTEN_S,
    UNKNOWN_CONTEXT,
    LoadExtras,
    after_death,
    context_tokens,
    keep_alive_s,
    keeps_engine,
    load_spec,
    reads_ahead,
)
from app.manager.ports import EngineOptions
from app.types.models import (
    BackendName,
    LoadSpec,
    LoraSpec,
    ModelFacts,
    ModelSource,
    ModelSpec,
    SourceKind,
    StateFolder,
    Tuning,
)

MODEL = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
LLAMA, MISTRAL = BackendName.LLAMA_CPP, BackendName.MISTRAL_RS


def test_three_restarts_with_growing_pauses_then_down() -> None:
    deaths, delays = NO_DEATHS, []
    for second in range(4):
        deaths, delay = after_death(deaths, float(second))
        delays.append(delay)
    assert delays == [0.5, 2.0, 8.0, None]


def test_a_long_life_forgives_earlier_deaths() -> None:
    deaths, _ = after_death(NO_DEATHS, 0.0)
    deaths, _ = after_death(deaths, 1.0)
    assert after_death(deaths, 1.0 + RESTARTS_FORGOTTEN_S)[1] == 8.0
    assert after_death(deaths, 1.5 + RESTARTS_FORGOTTEN_S)[1] == 0.5


def ranked(chosen: BackendName | None, *usable: BackendName) -> Selection:
    return Selection("m", chosen, tuple(RankedEngine(name, usable=True, reason="") for name in usable))


def test_a_loaded_model_stays_with_an_engine_that_can() -> None:
    assert keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), LLAMA, ())
    assert keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), MISTRAL, ())


def test_it_leaves_an_engine_that_cannot_or_that_the_person_switched_from() -> None:
    assert not keeps_engine(ranked(LLAMA, LLAMA), MISTRAL, ())
    assert not keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), MISTRAL, (LLAMA,))
    assert not keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), MISTRAL, (), changed=True)
    assert keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), LLAMA, (), changed=True)


def test_the_context_is_wished_for_and_capped_by_training() -> None:
    trained = ModelFacts("llama", trained_context=4096)
    assert context_tokens(MODEL, trained, 8192) == 4096
    assert context_tokens(MODEL, trained, 1024) == 1024
    assert context_tokens(MODEL, trained, 0) == 4096
    assert context_tokens(replace(MODEL, context_tokens=512), trained, 8192) == 512
    assert context_tokens(replace(MODEL, context_tokens=2048), trained, 1024) == 2048
    assert context_tokens(replace(MODEL, context_tokens=100_000), trained, 8192) == 4096
    assert context_tokens(MODEL, None, 2048) == 2048
    assert context_tokens(MODEL, ModelFacts("llama", trained_context=0), 0) == UNKNOWN_CONTEXT
    assert context_tokens(replace(MODEL, context_tokens=-5), None, 0) == 1


def test_load_parameters_come_from_model_settings_and_files() -> None:
    tuning = Tuning(cache_type_k="q8_0", mmap=False)
    states = StateFolder("/cache/states", 100)
    options = EngineOptions(threads=3, context_tokens=2048, batch_tokens=256, gpu_layers=7, parallel=4, tuning=tuning)
    model = replace(
        MODEL,
        projector="/p.gguf",
        thinking_tags=("<t>", "</t>"),
        tool_format="hermes",
        loras=(LoraSpec("/l.gguf", 0.5),),
        draft_model="/d.gguf",
    )
    assert load_spec(model, None, "/m.gguf", options, LoadExtras("abc", "{{ x }}", states)) == LoadSpec(
        "m",
        "/m.gguf",
        context_tokens=2048,
        threads=3,
        gpu_layers=7,
        batch_tokens=256,
        parallel=4,
        digest="abc",
        projector="/p.gguf",
        template="{{ x }}",
        thinking_tags=("<t>", "</t>"),
        tool_format="hermes",
        loras=(LoraSpec("/l.gguf", 0.5),),
        draft_model="/d.gguf",
        tuning=tuning,
        states=states,
    )
    assert load_spec(MODEL, None, "", EngineOptions(parallel=0), LoadExtras()).parallel == 1


def test_a_models_own_keep_alive_goes_over_its_engines() -> None:
    options = EngineOptions(keep_alive_s=60.0)
    assert keep_alive_s(MODEL, options) == 60.0
    assert keep_alive_s(replace(MODEL, keep_alive_s=0.0), options) == 0.0
    assert keep_alive_s(replace(MODEL, keep_alive_s=-1.0), options) == -1.0


def test_drafts_go_to_engines_that_remember_and_are_here() -> None:
    keeps, forgets = (Capabilities(frozenset(), prefix_cache=cache) for cache in (True, False))
    assert reads_ahead(LLAMA, keeps)
    assert not reads_ahead(LLAMA, forgets)
    assert not reads_ahead(BackendName.CLOUD, keeps)
    assert not reads_ahead(BackendName.OLLAMA, keeps)
