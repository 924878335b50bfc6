"""The look at a test picture is made once for a model and its projector, and shown ever after."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from app.backends.base import Capabilities
from app.types.models import Capability
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer
from tests.unit.manager.harness import World, quiet

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


async def test_a_projector_that_was_found_later_is_loaded_for_the_first_picture(world: World, tmp_path: Path) -> None:
    eyes = tmp_path / "mmproj.gguf"
    eyes.write_bytes(b"GGUF")
    sight = frozenset({Capability.TEXT, Capability.IMAGE})
    world.llama.capabilities = Capabilities(sight | {Capability.CONTINUE})
    await world.ask().task
    world.source.specs["a"] = replace(world.source.specs["a"], projector=str(eyes), capabilities=sight)
    await world.ask().task
    assert [spec.projector for spec in world.llama.loads] == [""], "text needs no projector"
    await world.ask(needs=sight).task
    await world.ask(needs=sight).task
    assert [spec.projector for spec in world.llama.loads] == ["", str(eyes)]


async def test_an_answer_that_runs_is_not_interrupted_for_a_picture(world: World, tmp_path: Path) -> None:
    eyes = tmp_path / "mmproj.gguf"
    eyes.write_bytes(b"GGUF")
    sight = frozenset({Capability.TEXT, Capability.IMAGE})
    world.llama.capabilities = Capabilities(sight)
    world.llama.parallel = 2
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    running = await world.asked()
    world.source.specs["a"] = replace(world.source.specs["a"], projector=str(eyes), capabilities=sight)
    picture = world.ask(needs=sight)
    await quiet()
    assert picture.phases[-1] is AnswerPhase.QUEUED
    release.set()
    assert await running.task == "Hello there"
    assert await picture.task == "Hello there"
    assert [spec.projector for spec in world.llama.loads] == ["", str(eyes)]


async def test_a_model_without_a_projector_has_nothing_to_show(world: World) -> None:
    await world.ask().task
    loaded = world.manager.details("a").loaded
    assert loaded is not None
    assert loaded.self_test == ""


async def test_its_projector_counts_when_memory_is_predicted(world: World, tmp_path: Path) -> None:
    eyes = tmp_path / "mmproj.gguf"
    eyes.write_bytes(bytes(5000))
    world.llama.cache_per_token["a"] = 10
    without = world.manager.details("a").estimate
    world.source.specs["a"] = replace(world.source.specs["a"], projector=str(eyes))
    seeing = world.manager.details("a").estimate
    assert without is not None
    assert seeing is not None
    assert seeing.weights - without.weights == 5000
    eyes.unlink()
    assert world.manager.details("a").estimate == without
