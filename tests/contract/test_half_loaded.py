"""Loading that fails in the middle: everything is freed, contexts before their model, and the cause is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.backends.llama_cpp.loading import loaded as loading
from app.backends.llama_cpp.native.adapters import NativeAdapters
from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.worker import LlamaCppWorker
from app.errors import EngineError
from app.types.embeddings import EmbedRequest
from app.types.models import LoadSpec

pytestmark = pytest.mark.engine


@pytest.fixture
def worker() -> Iterator[LlamaCppWorker]:
    made = LlamaCppWorker()
    yield made
    made.unload()


@pytest.fixture
def spec(starter_model: Path) -> LoadSpec:
    return LoadSpec("m", str(starter_model), context_tokens=512, threads=1)


@pytest.fixture
def freed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the library frees from now on."""
    functions = library().functions
    names: list[str] = []

    def note(name: str) -> None:
        free = getattr(functions, name)

        def freeing(handle: object) -> None:
            names.append(name)
            free(handle)

        monkeypatch.setattr(functions, name, freeing)

    note("llama_free")
    note("llama_model_free")
    return names


def fail(*_: object, **__: object) -> None:
    raise EngineError("It was told to.")


def test_a_context_that_takes_no_adapters_is_freed_before_its_model(
    worker: LlamaCppWorker, spec: LoadSpec, freed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NativeAdapters, "apply", fail)
    with pytest.raises(EngineError, match="It was told to"):
        worker.load(spec)
    assert freed == ["llama_free", "llama_model_free"]


def test_so_is_one_for_vectors(
    worker: LlamaCppWorker, spec: LoadSpec, freed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.load(spec)
    monkeypatch.setattr(NativeAdapters, "apply", fail)
    with pytest.raises(EngineError, match="It was told to"):
        worker.embed(EmbedRequest(("A text.",)), lambda: None)
    assert freed == ["llama_free"]
    worker.unload()
    assert freed[1:] == ["llama_free", "llama_model_free"]


@pytest.mark.parametrize("part", ["Embedder", "Cache", "Scheduler"])
def test_what_fails_after_the_context_was_made_is_told(
    worker: LlamaCppWorker, spec: LoadSpec, freed: list[str], monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(loading, part, fail)
    with pytest.raises(EngineError, match="It was told to"):
        worker.load(spec)
    assert freed == ["llama_free", "llama_model_free"]
