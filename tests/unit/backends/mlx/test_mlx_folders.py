"""Where a model's files are, and what they must be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.backends.mlx.folders import cached_folder, end_tokens, hub_cache, problem_of, read_json
from app.errors import ModelFileError
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


def test_a_whole_folder_has_no_problem(tmp_path: Path) -> None:
    folder = model_folder(tmp_path)
    assert problem_of(folder) == ""
    (folder / "model.safetensors").rename(folder / "model-00001-of-00002.safetensors")
    assert problem_of(folder) == ""
    (folder / "model-00001-of-00002.safetensors").rename(folder / "pytorch_model.bin")
    assert "safetensors" in problem_of(folder)


@pytest.mark.parametrize(
    ("config", "generation", "expected"),
    [
        ({"eos_token_id": 2}, None, [2]),
        ({"eos_token_id": [2, 7]}, None, [2, 7]),
        ({"eos_token_id": 2}, {"eos_token_id": [5]}, [5]),
        ({"eos_token_id": 2}, {}, [2]),
        ({"eos_token_id": "two"}, None, []),
        ({}, None, []),
    ],
)
def test_the_tokens_that_end_an_answer(
    tmp_path: Path, config: dict[str, Any], generation: dict[str, Any] | None, expected: list[int]
) -> None:
    folder = model_folder(tmp_path, **config)
    if generation is not None:
        (folder / "generation_config.json").write_text(json.dumps(generation))
    assert end_tokens(folder) == expected


@pytest.mark.parametrize("contents", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"a": NaN'])
def test_a_broken_file_is_named(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(contents)
    with pytest.raises(ModelFileError, match=r"config\.json"):
        read_json(path)
