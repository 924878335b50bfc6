"""What helps against which failure."""

from __future__ import annotations

import pytest

from app.errors import AppError, EngineError, ModelFileError, OutOfMemory, WorkerDied
from app.manager.remedies import RULES, Failure, Remedy, apply_remedies, failure, next_rule
from app.types.models import LoadSpec, Speculation, Tuning
from tests.helpers.fake_backend import crash

SPEC = LoadSpec("m", "/m.gguf", draft_model="/d.gguf", tuning=Tuning(flash_attention="on", cache_type_v="q8_0"))


def crash_at(work: str) -> WorkerDied:
    return WorkerDied("It crashed.", params={"signal": "SIGSEGV", "work": work})


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (crash("SIGSEGV"), Failure.CRASH),
        (crash("SIGILL"), Failure.CRASH),
        (crash("SIGABRT"), Failure.CRASH),
        (crash_at("computing"), Failure.CRASH),
        (crash_at("media"), Failure.OTHER),
        (crash_at("sampling"), Failure.OTHER),
        (crash("SIGKILL"), Failure.OUT_OF_MEMORY),
        (EngineError("No memory.", params={"reason": "out_of_memory"}), Failure.OUT_OF_MEMORY),
        (OutOfMemory("Too large."), Failure.OUT_OF_MEMORY),
        (crash("SIGTERM"), Failure.OTHER),
        (WorkerDied("It ended with exit code 3."), Failure.OTHER),
        (EngineError("Refused.", params={"signal": "SIGSEGV"}), Failure.OTHER),
        (ModelFileError("Gone."), Failure.OTHER),
    ],
)
def test_kinds_of_failure(error: AppError, expected: Failure) -> None:
    assert failure(error) is expected


@pytest.mark.parametrize(
    ("work", "order"),
    [
        ("computing", [Remedy.SAFE_MODE, Remedy.PLAIN]),
        ("loading", [rule.remedy for rule in RULES]),
        ("speculation", [Remedy.PLAIN, Remedy.SAFE_MODE]),
    ],
)
def test_each_remedy_is_tried_once_in_order_and_adds_to_the_ones_before(work: str, order: list[Remedy]) -> None:
    spec, tried = SPEC, []
    while rule := next_rule(spec, crash_at(work)):
        tried.append(rule.remedy)
        spec = rule.change(spec)
    assert tried == order
    assert spec.safe_mode
    assert spec.draft_model == ""
    assert spec.tuning == Tuning(flash_attention="off", speculation=Speculation.OFF)


def test_a_remedy_that_would_change_nothing_is_skipped() -> None:
    plain = LoadSpec("m", "", safe_mode=True, tuning=Tuning(flash_attention="off", speculation=Speculation.OFF))
    assert next_rule(plain, crash()) is None


def test_the_next_start_begins_with_what_was_learnt() -> None:
    learnt = apply_remedies(SPEC, ["plain", "of a later version"])
    assert not learnt.safe_mode
    assert learnt.tuning.flash_attention == "off"
    assert apply_remedies(SPEC, []) == SPEC
    assert apply_remedies(apply_remedies(SPEC, ["safe_mode"]), ["safe_mode"]).safe_mode
