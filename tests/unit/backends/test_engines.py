"""What selection learns of the engines without starting them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.backends.llama_cpp import engine as llama_engine
from app.backends.llama_cpp.engine import LlamaCppEngine
from app.backends.registry import engines, worker_engine
from app.errors import InvalidInput
from app.process import own_environment
from app.types.models import BackendName, Capability, ModelFacts, ModelSource, ModelSpec, SourceKind

FILE = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
ECHO = ModelSpec("echo", "Echo", ModelSource(SourceKind.ENGINE, "echo"))
OLLAMA = ModelSpec("o", "O", ModelSource(SourceKind.ENGINE, "gemma3n:e4b"))


def test_the_registry_names_each_engine_by_itself() -> None:
    found = engines()
    assert set(found) == set(BackendName)
    assert all(engine.name is name for name, engine in found.items())


def test_an_unknown_worker_is_refused() -> None:
    with pytest.raises(InvalidInput, match="ollama"):
        worker_engine("ollama")


def test_echo_runs_only_its_own_model() -> None:
    echo = engines()[BackendName.ECHO]
    assert echo.availability().usable
    assert echo.supports(ECHO, None).ok
    for other in (FILE, OLLAMA):
        assert not echo.supports(other, None).ok
        assert echo.supports(other, None).reason


@pytest.mark.parametrize(
    ("model", "facts", "ok", "reason"),
    [
        (FILE, ModelFacts("llama"), True, ""),
        (FILE, None, True, "not been looked at"),
        (FILE, ModelFacts("brand-new"), True, "brand-new"),
        (FILE, ModelFacts("bert"), True, "embeddings"),
        (FILE, ModelFacts("clip"), False, "not chat models"),
        (OLLAMA, None, False, "another engine"),
    ],
)
def test_llama_cpp_runs_files_that_write(model: ModelSpec, facts: ModelFacts | None, ok: bool, reason: str) -> None:
    support = LlamaCppEngine().supports(model, facts)
    assert support.ok is ok
    assert reason in support.reason


def test_llama_cpp_makes_embeddings_with_every_model_and_lets_none_chat_that_cannot() -> None:
    vectors = frozenset({Capability.EMBEDDINGS})
    assert LlamaCppEngine().supports(FILE, ModelFacts("bert")).abilities == vectors
    chat = FILE.capabilities | vectors | {Capability.TOOLS}
    assert LlamaCppEngine().supports(FILE, ModelFacts("llama")).abilities == chat
    thinks = LlamaCppEngine().supports(FILE, ModelFacts("llama", chat_template="<think>\n</think>"))
    assert thinks.abilities == chat | {Capability.THINKING}


def test_a_missing_package_is_a_reason_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama_engine, "is_importable", lambda _: False)
    availability = LlamaCppEngine().availability()
    assert not availability.usable
    assert "not installed" in availability.reason
    assert "pip install" in availability.hint


@pytest.mark.parametrize(
    ("version", "usable"),
    [("0.3.36", True), ("0.3.36+cu124", True), ("0.4.0rc1", True), ("1.0", True), ("0.3.9", False), ("0.2", False)],
)
def test_an_old_version_is_not_used(version: str, usable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama_engine, "is_importable", lambda _: True)
    monkeypatch.setattr(llama_engine, "installed_version", lambda _: version)
    availability = LlamaCppEngine().availability()
    assert (availability.usable, availability.version) == (usable, version)


def test_half_an_installation_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama_engine, "is_importable", lambda _: True)
    monkeypatch.setattr(llama_engine, "installed_version", lambda _: None)
    assert not LlamaCppEngine().availability().usable


def test_asking_imports_nothing() -> None:
    code = "import sys; from app.backends.llama_cpp.engine import LlamaCppEngine as engine; engine().availability(); "
    code += "sys.exit('llama_cpp' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=own_environment(), check=False).returncode == 0
