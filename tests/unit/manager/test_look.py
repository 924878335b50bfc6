"""The look at a test picture is made once for a model and its projector, and shown ever after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.unit.manager.harness import World

SEES = "It sees: “A red circle.”"


async def test_a_model_looks_once_for_each_projector(world: World, tmp_path: Path) -> None:
    eyes = tmp_path / "mmproj.gguf"
    eyes.write_bytes(b"GGUF one")
    world.source.specs["a"] = replace(world.source.specs["a"], projector=str(eyes))
    looks = []
    for content in (b"GGUF one", b"GGUF one", b"GGUF other"):
        eyes.write_bytes(content)
        await world.ask().task
        loaded = world.manager.details("a").loaded
        assert loaded is not None
        assert loaded.self_test == SEES
        looks.append(world.llama.loads[-1].look)
        await world.manager.unload("a")
        world.notes.read()
    assert looks == [True, False, True]


async def test_a_model_without_a_projector_has_nothing_to_show(world: World) -> None:
    await world.ask().task
    loaded = world.manager.details("a").loaded
    assert loaded is not None
    assert loaded.self_test == ""
