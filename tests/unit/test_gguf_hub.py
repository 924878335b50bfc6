"""Model folders that Hugging Face's own tools have fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.sources import locate_model
from app.errors import ModelFileError
from app.gguf import cached_folder, hub_cache
from app.types.models import ModelSource, ModelSpec, SourceKind
from tests.unit.backends.mlx.folders import model_folder


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HF_HUB_CACHE": "/a", "HF_HOME": "/b"}, "/a"),
        ({"HUGGINGFACE_HUB_CACHE": "/c"}, "/c"),
        ({"HF_HOME": "/b"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/huggingface/hub"),
        ({}, str(Path("~/.cache/huggingface/hub").expanduser())),
    ],
)
def test_the_cache_is_where_the_hubs_own_tools_keep_it(environ: dict[str, str], expected: str) -> None:
    assert str(hub_cache(environ)) == expected


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    repository = tmp_path / "models--owner--name"
    model_folder(repository / "snapshots", name="a" * 40)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40 + "\n")
    (repository / "refs" / "evil").write_text("../../..")
    (repository / "refs" / "gone").write_text("b" * 40)
    return tmp_path


@pytest.mark.parametrize("location", ["owner/name", "owner/name@main", f"owner/name@{'a' * 40}"])
def test_a_repository_is_found_by_name_and_revision(cache: Path, location: str) -> None:
    assert cached_folder(location, cache) == cache / "models--owner--name" / "snapshots" / ("a" * 40)


@pytest.mark.parametrize(
    "location",
    [
        "",
        "name",
        "owner/other",
        "owner/name:Q4_K_M",
        "owner/name@evil",
        "owner/name@gone",
        "owner/name@../main",
        "../owner/name",
        "owner/../name",
        "/etc/passwd",
        "owner/name\0",
        "x" * 200 + "/y",
    ],
)
def test_anything_else_is_not_there(cache: Path, location: str) -> None:
    assert cached_folder(location, cache) is None


def test_the_catalogue_finds_it(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    here = ModelSpec("m", "M", ModelSource(SourceKind.HUB, "owner/name"))
    assert locate_model(here) == cached_folder("owner/name", cache)
    with pytest.raises(ModelFileError, match="not on this computer"):
        locate_model(ModelSpec("o", "O", ModelSource(SourceKind.HUB, "owner/other")))
