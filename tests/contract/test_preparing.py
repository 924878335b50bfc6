"""Long prompts of the llama.cpp engine, which are made beside the steps of answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.backends.llama_cpp.loading import loaded as loading
from app.backends.llama_cpp.loading.loaded import Loaded
from app.backends.llama_cpp.worker import LlamaCppWorker
from app.errors import EngineError, PromptTooLong
from app.types.generation import StopReason
from app.types.models import LoadSpec
from tests.contract.cases import ask, starter_file
from tests.helpers.jobs import ListJob

pytestmark = pytest.mark.engine

LONG = "The wind and the sea and the sand and a gull. " * 12


class Gate:
    """Holds up the making of prompts that have a gull in them."""

    def __init__(self, model: Loaded) -> None:
        self.begun, self.open = threading.Event(), threading.Event()
        self._tokenize = model.model.tokenize

    def tokenize(self, text: str, *, first: bool = True) -> list[int]:
        if "gull" in text:
            self.begun.set()
            assert self.open.wait(60)
        return self._tokenize(text, first=first)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[LlamaCppWorker]:
    """The starter model, for which these prompts are long."""
    monkeypatch.setattr(loading, "LONG_TEXT", 400)
    worker = LlamaCppWorker()
    worker.load(LoadSpec("smollm2:135m", str(starter_file()), context_tokens=512, threads=1, parallel=2))
    yield worker
    worker.unload()


@pytest.fixture
def gate(engine: LlamaCppWorker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    assert engine._loaded
    made = Gate(engine._loaded)
    monkeypatch.setattr(engine._loaded.model, "tokenize", made.tokenize)
    yield made
    made.open.set()


def start(engine: LlamaCppWorker, text: str, tokens: int) -> ListJob:
    job = ListJob(ask(text, max_tokens=tokens))
    engine.start(job)
    return job


def finish(engine: LlamaCppWorker, *jobs: ListJob) -> None:
    while not all(job.ended for job in jobs):
        engine.step()


def test_answers_go_on_while_a_long_prompt_is_made(engine: LlamaCppWorker, gate: Gate) -> None:
    short = start(engine, "Name a fish.", 8)
    long = start(engine, LONG, 4)
    assert gate.begun.wait(60)
    finish(engine, short)
    assert (short.finished.usage.completion_tokens, long.deltas, engine.busy) == (8, [], True)
    gate.open.set()
    finish(engine, long)
    assert (long.error, long.finished.reason, engine.busy) == (None, StopReason.LENGTH, False)


def test_it_is_answered_as_if_it_had_been_made_at_once(engine: LlamaCppWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = start(engine, LONG, 6)
    assert beside.deltas == []
    finish(engine, beside)
    monkeypatch.setattr(loading, "LONG_TEXT", 100_000)
    at_once = start(engine, LONG, 6)
    finish(engine, at_once)
    assert beside.text == at_once.text != ""


def test_a_prompt_that_does_not_fit_ends_with_that(engine: LlamaCppWorker) -> None:
    job = start(engine, LONG * 40, 4)
    finish(engine, job)
    assert isinstance(job.error, PromptTooLong)
    assert job.error.params["context_tokens"] == 512


def test_who_leaves_meanwhile_is_let_go_at_once(engine: LlamaCppWorker, gate: Gate) -> None:
    job = start(engine, LONG, 4)
    assert gate.begun.wait(60)
    job.cancel()
    engine.step()
    assert (job.ended, job.error, engine.busy) == (True, None, False)
    gate.open.set()
    short = start(engine, "Name a fish.", 2)
    finish(engine, short)


def test_unloading_waits_for_the_thread_before_the_model_is_freed(
    engine: LlamaCppWorker, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine._loaded
    model, close = engine._loaded.model, engine._loaded.model.close
    at_work: list[bool] = []

    def close_and_look() -> None:
        at_work.append(any(thread.name.startswith("prompts") for thread in threading.enumerate()))
        close()

    def open_and_wait() -> None:
        gate.open.set()
        wait_for_it()

    wait_for_it = engine._loaded.preparing.close
    monkeypatch.setattr(engine._loaded.preparing, "close", open_and_wait)
    monkeypatch.setattr(model, "close", close_and_look)
    job = start(engine, LONG, 4)
    assert gate.begun.wait(60)
    engine.unload()
    assert isinstance(job.error, EngineError)
    assert at_work == [False]
