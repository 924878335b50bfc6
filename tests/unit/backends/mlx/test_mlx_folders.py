"""Where a model's files are, and what they must be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.backends.mlx.folders import end_tokens, problem_of
from tests.unit.backends.mlx.folders import model_folder


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
