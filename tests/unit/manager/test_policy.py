"""The pure decisions: restarts, eviction, remedies, load parameters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bridge.signatures import RankedEngine, Selection
from app.errors import AppError, EngineError, ModelFileError, WorkerDied
from app.manager.policy import (
    NO_DEATHS,
    RESTARTS_FORGOTTEN_S,
    UNKNOWN_CONTEXT,
    Remedy,
    Resident,
    after_death,
    choose_victim,
    context_tokens,
    keeps_engine,
    load_spec,
    remedy,
)
from app.manager.ports import EngineOptions
from app.types.models import BackendName, LoadSpec, ModelFacts, ModelSource, ModelSpec, SourceKind
from tests.helpers.fake_backend import crash

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


def test_the_idlest_model_goes_first() -> None:
    residents = [
        ("used", Resident(in_use=True, last_used=1.0)),
        ("fresh", Resident(in_use=False, last_used=9.0)),
        ("old", Resident(in_use=False, last_used=5.0)),
    ]
    assert choose_victim(residents) == "old"


def test_nothing_goes_while_all_are_used() -> None:
    assert choose_victim([("a", Resident(in_use=True, last_used=0.0))]) is None
    assert choose_victim([]) is None


OUT_OF_MEMORY = EngineError("No memory.", params={"reason": "out_of_memory"})


@pytest.mark.parametrize(
    ("error", "safe_mode", "may_make_room", "expected"),
    [
        (crash("SIGSEGV"), False, True, Remedy.SAFE_MODE),
        (crash("SIGILL"), False, True, Remedy.SAFE_MODE),
        (crash("SIGABRT"), False, False, Remedy.SAFE_MODE),
        (crash("SIGSEGV"), True, True, Remedy.OTHER_ENGINE),
        (crash("SIGKILL"), False, True, Remedy.MAKE_ROOM),
        (crash("SIGKILL"), False, False, Remedy.NONE),
        (OUT_OF_MEMORY, False, True, Remedy.MAKE_ROOM),
        (OUT_OF_MEMORY, False, False, Remedy.NONE),
        (crash("SIGTERM"), False, True, Remedy.NONE),
        (WorkerDied("It ended with exit code 3."), False, True, Remedy.NONE),
        (EngineError("Refused."), False, True, Remedy.NONE),
        (ModelFileError("Gone."), False, True, Remedy.NONE),
    ],
)
def test_remedies(error: AppError, *, safe_mode: bool, may_make_room: bool, expected: Remedy) -> None:
    assert remedy(error, safe_mode=safe_mode, may_make_room=may_make_room) is expected


def ranked(chosen: BackendName | None, *usable: BackendName) -> Selection:
    return Selection("m", chosen, tuple(RankedEngine(name, usable=True, reason="") for name in usable))


def test_a_loaded_model_stays_with_an_engine_that_can() -> None:
    assert keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), LLAMA, None)
    assert keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), MISTRAL, None)


def test_it_leaves_an_engine_that_cannot_or_that_the_person_switched_from() -> None:
    assert not keeps_engine(ranked(LLAMA, LLAMA), MISTRAL, None)
    assert not keeps_engine(ranked(LLAMA, LLAMA, MISTRAL), MISTRAL, LLAMA)


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


def test_load_parameters_come_from_model_settings_and_notes() -> None:
    options = EngineOptions(threads=3, context_tokens=2048, batch_tokens=256, gpu_layers=7)
    assert load_spec(MODEL, None, "/m.gguf", options, safe_mode=True) == LoadSpec(
        "m",
        "/m.gguf",
        context_tokens=2048,
        threads=3,
        gpu_layers=7,
        batch_tokens=256,
        safe_mode=True,
    )
