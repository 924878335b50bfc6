"""What is looked at on the disk before a load: the files beside a model, its template, its digest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import ModelFileError
from app.manager.digest import file_digest
from app.manager.planner import MAX_TEMPLATE_BYTES
from app.types.models import BackendName, LoraSpec, ModelSource, SourceKind, StateFolder
from tests.unit.manager.harness import World


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """A folder with the file of model a."""
    path = tmp_path / "a.gguf"
    path.write_bytes(b"GGUF" * 100)
    world.source.specs["a"] = replace(world.source.specs["a"], source=ModelSource(SourceKind.FILE, str(path)))
    world.options = replace(world.options, states=StateFolder("/states", 5))
    return tmp_path


async def test_template_digest_and_states_reach_the_engine(world: World, folder: Path) -> None:
    template = folder / "chat.jinja"
    template.write_text("{{ messages }} ä")
    world.source.specs["a"] = replace(world.source.specs["a"], template=str(template))
    await world.manager.load("a")
    (spec,) = world.llama.loads
    assert (spec.template, spec.template_path) == ("{{ messages }} ä", str(template))
    assert spec.digest == file_digest(folder / "a.gguf")
    assert spec.states == StateFolder("/states", 5)


async def test_a_file_that_cannot_be_told_from_others_keeps_no_states(world: World) -> None:
    world.options = replace(world.options, states=StateFolder("/states", 5))
    await world.manager.load("a")
    assert world.llama.loads[0].states == StateFolder()


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"x" * (MAX_TEMPLATE_BYTES + 1)])
async def test_a_template_that_cannot_be_used_is_named(world: World, folder: Path, content: bytes | None) -> None:
    template = folder / "chat.jinja"
    if content is not None:
        template.write_bytes(content)
    world.source.specs["a"] = replace(world.source.specs["a"], template=str(template))
    with pytest.raises(ModelFileError, match="template of A") as caught:
        await world.manager.load("a")
    assert str(template) in caught.value.detail


@pytest.mark.parametrize("what", ["projector", "draft model", "LoRA adapter"])
async def test_a_missing_file_is_named(world: World, folder: Path, what: str) -> None:
    path = str(folder / "missing.gguf")
    model = world.source.specs["a"]
    world.source.specs["a"] = {
        "projector": replace(model, projector=path),
        "draft model": replace(model, draft_model=path),
        "LoRA adapter": replace(model, loras=(LoraSpec(path),)),
    }[what]
    with pytest.raises(ModelFileError, match=f"The {what} of A is missing") as caught:
        await world.manager.load("a")
    assert caught.value.params["path"] == path
    assert world.llama.loads == []
    assert world.manager.details("a").info.id == "a"


async def test_files_beside_the_model_count_as_weights(world: World, folder: Path) -> None:
    projector = folder / "mmproj.gguf"
    projector.write_bytes(bytes(1000))
    world.llama.cache_per_token["a"] = 1
    world.source.specs["a"] = replace(world.source.specs["a"], projector=str(projector))
    estimate = world.manager.details("a").estimate
    assert estimate is not None
    assert estimate.weights == 100 + 1000


async def test_an_engines_own_models_have_no_files(world: World) -> None:
    world.source.specs["a"] = replace(world.source.specs["a"], source=ModelSource(SourceKind.ENGINE, "a"))
    await world.manager.load("a")
    assert (world.llama.loads[0].digest, world.llama.loads[0].path) == ("", "a")
    assert world.manager.info("a").backend is BackendName.LLAMA_CPP
