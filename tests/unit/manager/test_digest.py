"""What tells models and files from each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.manager.digest import digest_in_thread, file_digest, model_digest
from app.types.models import ModelFacts, ModelSource, ModelSpec, SourceKind


def test_a_models_digest_follows_its_facts_else_its_source() -> None:
    spec = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/a.gguf"))
    moved = replace(spec, source=ModelSource(SourceKind.FILE, "/b.gguf"))
    facts = ModelFacts("llama", file_bytes=10)
    assert model_digest(spec, facts) == model_digest(moved, facts)
    assert model_digest(spec, facts) != model_digest(spec, replace(facts, file_bytes=11))
    assert model_digest(spec, None) != model_digest(moved, None)


@pytest.mark.parametrize("size", [0, 1, 5000, 3_000_000])
def test_a_files_digest_follows_its_content_and_not_its_place(size: int, tmp_path: Path) -> None:
    first, copy, other = (tmp_path / name for name in ("a", "b", "c"))
    content = bytes(number * 7 % 251 for number in range(size))
    first.write_bytes(content)
    copy.write_bytes(content)
    other.write_bytes(content[::-1] + b"x")
    assert file_digest(first) == file_digest(copy) != file_digest(other)


def test_another_training_of_the_same_shape_differs(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(bytes(1_000_000))
    second.write_bytes(bytes(500_000) + b"\1" * 500_000)
    assert file_digest(first) != file_digest(second)


def test_a_file_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    assert file_digest(tmp_path / "nothing") == ""


async def test_a_digest_may_be_made_beside_the_event_loop(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"weights")
    assert await digest_in_thread(file) == file_digest(file)
